package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/fhir"
	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/exchangetest"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A call is ambulatory or virtual by its class, and a call by its type.
func TestModeByType(t *testing.T) {
	const call, conference, triage, procedure = `{"coding":[{"system":"http://snomed.info/sct","code":"185317003"}]}`, `{"coding":[{"system":"http://snomed.info/sct","code":"719410009"}]}`,
		`{"coding":[{"system":"http://x","code":"99441"},{"system":"http://www.ama-assn.org/go/cpt","code":"99441"}]}`, `{"coding":[{"system":"http://snomed.info/sct","code":"308335008"}]}`
	type by = map[string]int64
	for name, tt := range map[string]struct {
		class, types string
		mode         encounter.Mode
		setting      encounter.Setting
		classTold    exchange.Count
		typesTold    exchange.Count
	}{
		"ambulatory": {`{"code":"AMB"}`, call, encounter.Phone, encounter.SettingOutpatientClinic,
			exchange.Count{Read: 1, Changed: by{"setting": 1}}, exchange.Count{Read: 1, Changed: by{"mode": 1}}},
		"virtual": {`{"code":"VR"}`, procedure + "," + triage, encounter.Phone, "",
			exchange.Count{Read: 1, Dropped: by{"the type tells the mode": 1}}, exchange.Count{Read: 2, Changed: by{"mode": 1}, Dropped: by{"no place in the records": 1}}},
		"a conference": {`{"code":"AMB"}`, conference, encounter.Video, encounter.SettingOutpatientClinic,
			exchange.Count{Read: 1, Changed: by{"setting": 1}}, exchange.Count{Read: 1, Changed: by{"mode": 1}}},
		"two types": {`{"code":"VR"}`, call + "," + conference, encounter.Phone, "",
			exchange.Count{Read: 1, Dropped: by{"the type tells the mode": 1}}, exchange.Count{Read: 2, Changed: by{"mode": 1}, Dropped: by{"the mode is told by another type": 1}}},
		"a class of R5": {`[{"coding":[{"code":"AMB"}]}]`, call, encounter.Phone, encounter.SettingOutpatientClinic,
			exchange.Count{Read: 1, Changed: by{"setting": 1}}, exchange.Count{Read: 1, Changed: by{"mode": 1}}},
		"no class that is known": {`{"code":"x"}`, call, encounter.Phone, "",
			exchange.Count{Read: 1, Dropped: by{"a class that is not known": 1}}, exchange.Count{Read: 1, Changed: by{"mode": 1}}},
		"a stay": {`{"code":"IMP"}`, call, encounter.InPerson, encounter.SettingHospitalWard,
			exchange.Count{Read: 1, Changed: by{"mode and setting": 1}}, exchange.Count{Read: 1, Dropped: by{"the class tells the mode": 1}}},
		"another type": {`{"code":"AMB"}`, procedure, encounter.InPerson, encounter.SettingOutpatientClinic,
			exchange.Count{Read: 1, Changed: by{"mode and setting": 1}}, exchange.Count{Read: 1, Dropped: by{"no place in the records": 1}}},
		"a code of another system": {`{"code":"AMB"}`, `{"coding":[{"system":"http://x","code":"185317003"}]}`, encounter.InPerson, encounter.SettingOutpatientClinic,
			exchange.Count{Read: 1, Changed: by{"mode and setting": 1}}, exchange.Count{Read: 1, Dropped: by{"no place in the records": 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			one := strings.Replace(visit("a", dTalks, `,"type":[`+tt.types+`]`), `{"code":"AMB"}`, tt.class, 1)
			o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, practitioner, doctor, one)))
			require.Len(t, o.encounters(), 1)
			assert.Equal(t, tt.mode, o.encounters()[0].Mode)
			assert.Equal(t, tt.setting, o.encounters()[0].Setting)
			assert.Equal(t, tt.classTold, o.loss.Of("Encounter.class"))
			assert.Equal(t, tt.typesTold, o.loss.Of("Encounter.type"))
		})
	}
}

// Of a class that tells no setting only the mode is told.
func TestClassAccount(t *testing.T) {
	for class, want := range map[string]string{"AMB": "mode and setting", "HH": "mode and setting", "VR": "mode"} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, strings.Replace(visit("e", "", ""), "AMB", class, 1))))
		assert.Equal(t, exchange.Count{Read: 1, Changed: map[string]int64{want: 1}}, o.loss.Of("Encounter.class"), class)
		assert.Equal(t, want == "mode", o.encounters()[0].Setting == "", class)
	}
}
