package redcap_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/redcap"
)

// The same instant in two files is no conflict, whatever its zone.
func TestSameStart(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "staff"}, {Ours: redcap.End, Theirs: "left"}}
	one := "id,visit,staff,left\n1,2024-03-01 09:30+05:30,7,2024-03-01 10:00+05:30\n"
	got := imported(t, redcap.Import{Map: m}, exchangetest.File("a", one), exchangetest.File("b", one))
	assert.Empty(t, got.Findings)
	got = imported(t, redcap.Import{Map: m}, exchangetest.File("a", one), exchangetest.File("b", strings.Replace(one, "09:30", "09:31", 1)))
	assert.Equal(t, []string{"b redcap-conflict 2:3 @22"}, exchangetest.Places(got.Findings))
}

// A day and its midnight are not the same: of the one the time of day is known.
func TestMidnight(t *testing.T) {
	m := redcap.Map{{Ours: redcap.Patient, Theirs: "id"}, {Ours: redcap.Start, Theirs: "visit"}, {Ours: redcap.Professional, Theirs: "staff"}}
	got := imported(t, redcap.Import{Map: m}, exchangetest.File("a", "id,visit,staff\n1,2024-03-01 00:00Z,7\n"), exchangetest.File("b", "id,visit,staff\n1,2024-03-01,7\n"))
	assert.Equal(t, 1, got.Rules()["redcap-conflict"])
}
