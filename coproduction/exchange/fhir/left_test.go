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

// dropped is the account of n elements that stayed behind for one reason.
func dropped(n int64, why string) exchange.Count {
	return exchange.Count{Read: n, Dropped: map[string]int64{why: n}}
}

// Of a resource that is left, every element is in the account, with the reason of the
// resource: of an encounter that is none of ours, of an older version, of somebody to
// whom nothing can refer.
func TestElementsOfWhatIsLeft(t *testing.T) {
	seen := visit("x", `{"individual":{"reference":"Practitioner/d"},"period":{}},{"type":[{},{}]}`, `,"partOf":{"reference":"Encounter/e"},"episodeOfCare":[{},{}],`+
		`"hospitalization":{"specialArrangement":[{}]},"_length":{},"invented":1,"identifier":[{}]`)
	rows := map[string]int64{"": 1, ".id": 1, ".status": 1, ".class": 1, ".subject": 1, ".period": 1, ".participant": 2, ".participant.individual": 1, ".participant.period": 1,
		".participant.type": 2, ".partOf": 1, ".episodeOfCare": 2, ".hospitalization": 1, ".hospitalization.specialArrangement": 1, ".extension": 1, ".identifier": 1}
	with := func(old, new string) string { return strings.Replace(seen, old, new, 1) }
	without := func(element string) map[string]int64 {
		fewer := map[string]int64{}
		for name, n := range rows {
			if name != element {
				fewer[name] = n
			}
		}
		return fewer
	}
	const person = `{"resourceType":"Practitioner","qualification":[{"code":{}},{}],"communication":[{"language":{}}],"name":[{},{}],"invented":1}`
	people := map[string]int64{"": 1, ".qualification": 2, ".qualification.code": 1, ".communication": 1, ".communication.language": 1, ".name": 2}
	for name, tt := range map[string]struct {
		text, kind, why string
		want            map[string]int64
	}{
		"planned":                {with("finished", "planned"), "Encounter", "did not take place", rows},
		"cancelled":              {with("finished", "cancelled"), "Encounter", "did not take place", rows},
		"an error":               {with("finished", "entered-in-error"), "Encounter", "did not take place", rows},
		"without an id":          {with(`"id":"x",`, ""), "Encounter", "no id", without(".id")},
		"of no patient":          {with("Patient/p", "Group/p"), "Encounter", "no patient", rows},
		"of nobody":              {with(`"subject":{"reference":"Patient/p"},`, ""), "Encounter", "no patient", without(".subject")},
		"of who is no patient":   {`{"resourceType":"Bundle","entry":[{"fullUrl":"urn:uuid:1","resource":{"resourceType":"RelatedPerson"}},{"resource":` + with("Patient/p", "urn:uuid:1") + "}]}", "Encounter", "no patient", rows},
		"there twice":            {visit("x", "", "") + "\n" + seen, "Encounter", "there twice", rows},
		"superseded":             {with(`"id"`, `"meta":{"versionId":"1"},"id"`) + "\n" + visit("x", "", `,"meta":{"versionId":"2"}`), "Encounter", "there twice", with1(rows, ".meta")},
		"nothing leads to it":    {person, "Practitioner", "nothing can refer to it", people},
		"somebody there twice":   {`{"resourceType":"Practitioner","id":"d"}` + "\n" + strings.Replace(person, `"qua`, `"id":"d","qua`, 1), "Practitioner", "there twice", with1(people, ".id")},
		"of one identifier":      {strings.Repeat(strings.Replace(person, `"qua`, `"identifier":[{"value":"1"}],"qua`, 1)+"\n", 2), "Practitioner", "there twice", with1(people, ".identifier")},
		"a role that came again": {strings.Repeat(`{"resourceType":"PractitionerRole","id":"y","code":[{},{}],"availableTime":[{"allDay":true}]}`+"\n", 2), "PractitionerRole", "there twice", map[string]int64{"": 1, ".id": 1, ".code": 2, ".availableTime": 1, ".availableTime.allDay": 1}},
		"a team that came again": {strings.Repeat(`{"resourceType":"CareTeam","id":"y","participant":[{"role":[{},{}]},{}]}`+"\n", 2), "CareTeam", "there twice", map[string]int64{"": 1, ".id": 1, ".participant": 2, ".participant.role": 2}},
	} {
		o := imported(t, fhir.Import{}, exchangetest.File("in", lines(patient, tt.text, visit("other", "", ""))))
		require.NoError(t, o.err)
		got := map[string]int64{}
		for _, element := range o.loss.Elements() {
			rest, of := strings.CutPrefix(element, tt.kind)
			if n := o.loss.Of(element).Dropped[tt.why]; n > 0 && of {
				got[rest] = n
			}
		}
		assert.Equal(t, tt.want, got, name)
		assert.Equal(t, strings.Count(tt.text, "invented"), int(o.loss.Of(tt.kind + ", other").Dropped["not in the standard"]), name)
	}
}

// with1 are rows with one more, of one element.
func with1(rows map[string]int64, element string) map[string]int64 {
	more := map[string]int64{element: 1}
	for name, n := range rows {
		more[name] = n
	}
	return more
}

// Every element of a Bundle is in the account, and every entry, also one without a
// resource; the same where the Bundle stands in an array, or inside another.
func TestElementsOfBundle(t *testing.T) {
	entries := []string{`{"fullUrl":"urn:uuid:1","resource":` + patient + `,"search":{"mode":"match"}}`, `{"resource":` + visit("e", "", "") + `,"fullUrl":"urn:uuid:2","invented":1}`,
		`{"request":{"method":"DELETE","url":"Encounter/gone"},"response":{}}`, `{"request":{"method":"GET","url":"Encounter/e"},"link":[{},{}]}`, `{}`}
	head, tail := `{"resourceType":"Bundle","type":"history","total":5,"link":[{"relation":"self","url":"urn:x"},{}],"entry":[`+strings.Join(entries, ","), `],"timestamp":"2024-01-01T00:00:00Z","invented":{}}`
	const read, deleted, none = "its resource is read", "says that a resource was deleted", "without a resource"
	want := `Bundle: 1 read, 0 kept, 1 changed (its resources are read: 1), 0 dropped
Bundle, other: 1 read, 0 kept, 0 changed, 1 dropped (not in the standard: 1)
Bundle.entry: 5 read, 0 kept, 2 changed (its resource is read: 2), 3 dropped (says that a resource was deleted: 1, without a resource: 2)
Bundle.entry, other: 1 read, 0 kept, 0 changed, 1 dropped (not in the standard: 1)
Bundle.entry.fullUrl: 2 read, 0 kept, 0 changed, 2 dropped (only leads to what it belongs to: 2)
Bundle.entry.link: 2 read, 0 kept, 0 changed, 2 dropped (without a resource: 2)
Bundle.entry.request: 2 read, 0 kept, 0 changed, 2 dropped (says that a resource was deleted: 1, without a resource: 1)
Bundle.entry.resource: 2 read, 0 kept, 2 changed (its resource is read: 2), 0 dropped
Bundle.entry.response: 1 read, 0 kept, 0 changed, 1 dropped (says that a resource was deleted: 1)
Bundle.entry.search: 1 read, 0 kept, 0 changed, 1 dropped (no place in the records: 1)
Bundle.link: 2 read, 0 kept, 0 changed, 2 dropped (no place in the records: 2)
Bundle.link.relation: 1 read, 0 kept, 0 changed, 1 dropped (no place in the records: 1)
Bundle.link.url: 1 read, 0 kept, 0 changed, 1 dropped (no place in the records: 1)
Bundle.timestamp: 1 read, 0 kept, 0 changed, 1 dropped (no place in the records: 1)
Bundle.total: 1 read, 0 kept, 0 changed, 1 dropped (no place in the records: 1)
Bundle.type: 1 read, 0 kept, 0 changed, 1 dropped (no place in the records: 1)
`
	rows := func(text string) string {
		o := imported(t, fhir.Import{}, exchangetest.File("in", text))
		require.NoError(t, o.err)
		assert.Len(t, o.encounters(), 1)
		assert.Equal(t, 1, o.rules()["fhir-deleted"])
		var all string
		for line := range strings.Lines(o.loss.String()) {
			if strings.HasPrefix(line, "Bundle") {
				all += line
			}
		}
		return all
	}
	assert.Equal(t, want, rows(head+tail))
	assert.Equal(t, want, rows("["+head+tail+"]"), "in an array")
	inside := exchange.Count{Read: 6, Changed: map[string]int64{read: 3}, Dropped: map[string]int64{deleted: 1, none: 2}}
	o := imported(t, fhir.Import{}, exchangetest.File("in", `{"resourceType":"Bundle","entry":[{"resource":`+head+tail+`}]}`))
	assert.Equal(t, inside, o.loss.Of("Bundle.entry"), "inside another")

	o = imported(t, fhir.Import{}, exchangetest.File("in", head)) // which never ends
	assert.Equal(t, int64(5), o.loss.Of("Bundle.entry").Read, "entries that were read, of a Bundle that breaks off")
	o = imported(t, fhir.Import{}, exchangetest.File("in", `{"resourceType":"List","entry":[{"item":{}},{"item":{}}]}`+"\n"+head+tail+"\n"+`{"entry":[{},{}],"resourceType":"List"}`))
	assert.Equal(t, int64(5), o.loss.Of("Bundle.entry").Read, "the entries of a List are none of a Bundle")
	o = imported(t, fhir.Import{}, exchangetest.File("in", `{"resourceType":"Bundle","entry":[null,{"resource":`+patient+`}]}`))
	assert.Equal(t, exchange.Count{Read: 2, Changed: map[string]int64{read: 1}, Dropped: map[string]int64{none: 1}}, o.loss.Of("Bundle.entry"))
	o = imported(t, fhir.Import{}, exchangetest.File("in", `{"resourceType":"Bundle","entry":[]}`))
	assert.Equal(t, dropped(1, "an empty list"), o.loss.Of("Bundle.entry"))
	o = imported(t, fhir.Import{}, exchangetest.File("in", `{"resourceType":"Bundle","entry":"x"}`))
	assert.Equal(t, dropped(1, "its entries cannot be read"), o.loss.Of("Bundle.entry"))
}
