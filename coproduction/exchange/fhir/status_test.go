package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
)

// An encounter of which the status does not say that it took place is read, and that is a
// finding; only of the others a status counts as told.
func TestStatus(t *testing.T) {
	const rule, why, same = "fhir-status-unknown", "does not say whether the encounter took place", "only that the encounter took place is kept"
	for _, status := range []string{`"arrived"`, `"triaged"`, `"in-progress"`, `"onleave"`, `"finished"`, `"on-hold"`, `"discharged"`, `"completed"`, `"discontinued"`} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, strings.Replace(visit("e", "", ""), `"finished"`, status, 1))))
		assert.Empty(t, o.rules(), status)
		assert.Equal(t, exchange.Count{Read: 1, Changed: map[string]int64{same: 1}}, o.loss.Of("Encounter.status"), status)
	}
	for status, detail := range map[string]string{
		`"unknown"`:          "the status is not known: the encounter is read as one that took place (1 in this file)",
		`"entered-in-erorr"`: "the status is none of those that are known: the encounter is read as one that took place (1 in this file)",
		`"FINISHED"`:         "the status is none of those that are known: the encounter is read as one that took place (1 in this file)",
		`{"a":1}`:            "the status is no text: the encounter is read as one that took place (1 in this file)",
		`null`:               "the status is none of those that are known: the encounter is read as one that took place (1 in this file)",
	} {
		text := strings.Replace(visit("e", "", ""), `"finished"`, status, 1)
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(text)))
		require.Len(t, o.encounters(), 1, status)
		assert.Equal(t, counts{rule: 1, "fhir-reference-dangling": 1}, o.rules(), status)
		assert.Equal(t, dropped(1, why), o.loss.Of("Encounter.status"), status)
		for _, f := range o.findings {
			if f.Rule == rule {
				assert.Equal(t, detail, f.Detail, status)
				assert.Equal(t, int64(strings.Index(text, `"status":`)+len(`"status":`)), f.Position.Offset, status)
				assert.Equal(t, len(status), f.Position.Length, status)
			}
		}
	}
	text := strings.Replace(visit("e", "", ""), `"status":"finished",`, "", 1)
	o := imported(t, fhir.Import{}, exchangetest.File("in", lines(text, patient)))
	require.Equal(t, counts{rule: 1}, o.rules())
	assert.Equal(t, "the Encounter has no status: the encounter is read as one that took place (1 in this file)", o.findings[0].Detail)
	assert.Equal(t, len(text), o.findings[0].Position.Length, "there is no other place than that of the Encounter")
	assert.Zero(t, o.loss.Of("Encounter.status"))
}
