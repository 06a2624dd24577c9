package theme

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed clinic.json
var clinic []byte

// ClinicCodebook returns the codebook that comes with this library: the four
// themes of partnership between patients and professionals that were found at an
// interdisciplinary clinic for immigrants and refugees (Radl-Karimi et al. 2022, J
// Migr Health 5:100101, doi:10.1016/j.jmh.2022.100101), 34 codes below them and 15
// communication tools. Its note says how far each code is grounded.
//
// Each call returns a codebook of the caller's own. Whoever changes it should give
// it another id and version, as codings refer to it by its id.
func ClinicCodebook() *Codebook {
	var c Codebook
	if err := json.Unmarshal(clinic, &c); err != nil {
		panic(fmt.Sprintf("theme: the embedded codebook: %v", err))
	}
	return &c
}
