package coproductiontest

import (
	"encoding/binary"
	"math/rand/v2"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// IDs returns a function that makes a new id at each call: UUIDs of version 4
// whose random bits come from the seed, so that they are the same in every run.
// They are for tests; [encounter.NewID] makes ids for people.
func IDs(seed uint64) func() encounter.ID { return idsFrom(chacha(seed, "ids")) }

func idsFrom(source *rand.ChaCha8) func() encounter.ID {
	return func() encounter.ID {
		id, err := encounter.NewIDFrom(source)
		if err != nil { // ChaCha8 documents that it never fails
			panic(err)
		}
		return id
	}
}

// chacha makes a source of its own for each purpose, so that drawing more for one
// does not change what another gets.
func chacha(seed uint64, purpose string) *rand.ChaCha8 {
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	copy(key[8:], purpose)
	return rand.NewChaCha8(key)
}
