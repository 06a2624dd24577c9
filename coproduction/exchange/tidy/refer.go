package tidy

import (
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A referral is columns of a table that lead to a row of another, in a study that is sound.
type referral struct {
	from    string
	columns []string
	to      string
	up      []string        // the columns they lead to
	holds   func(*met) bool // of these records; nil: of any
}

// referrals are the foreign keys but for those to the table above. Columns that go together
// are all required: where one of them is empty, programs disagree on what the others mean.
// What may lead to either of two tables is a key only if all of it leads to one.
var referrals = []referral{
	{"encounters", []string{"patient"}, "participants", id, identified},
	{"encounters", []string{"initiatedBy"}, "participants", id, identified},
	{"encounter_presence", []string{"participant"}, "participants", id, identified},
	present("encounter_turns", "speaker"),
	present("encounter_turns_addressees", "addressees"),
	present("encounter_steps_by", "by"),
	within("encounter_steps_buildsOn", "buildsOn", "encounter_steps"),
	within("encounter_steps_concerns", "concerns", "encounter_concerns"),
	present("encounter_cues", "by"),
	{"encounter_cues", []string{"elicitedBy"}, "participants", id, identified},
	{"encounter_cues", []string{"response_by"}, "participants", id, identified},
	{"encounter_concerns", []string{"raisedBy"}, "participants", id, identified},
	present("encounter_decisions_by", "by"),
	within("encounter_decisions_concerns", "concerns", "encounter_concerns"),
	{"encounter_links", []string{"to"}, "encounters", id, nil},
	{"encounter_links", []string{"professional"}, "participants", id, identified},
	{"codebook_codes", []string{"codebook_id", "parent"}, "codebook_themes", []string{"codebook_id", "id"}, func(m *met) bool { return !m.deep }},
	{"sources", []string{"encounter"}, "encounters", id, nil},
	{"units", []string{"source"}, "sources", id, nil},
	{"units", []string{"encounter"}, "encounters", id, nil},
	{"codings", []string{"codebook"}, "codebooks", id, nil},
	{"codings", []string{"coder"}, "study_team", id, func(m *met) bool { return m.coders.in(&m.team) }},
	{"coding_codes", []string{"codes"}, "codebook_codes", id, func(m *met) bool { return m.given.in(&m.codes) }},
	{"coding_codes", []string{"codes"}, "codebook_themes", id, func(m *met) bool { return m.given.in(&m.themes) }},
	{"memberchecks", []string{"codebook"}, "codebooks", id, nil},
	{"memberchecks", []string{"theme"}, "codebook_themes", id, func(m *met) bool { return m.shown.in(&m.themes) }},
	{"memberchecks", []string{"theme"}, "codebook_codes", id, func(m *met) bool { return m.shown.in(&m.codes) }},
	{"memberchecks", []string{"coding"}, "codings", id, nil},
	{"memberchecks", []string{"by"}, "participants", id, nil},
}

var id = []string{"id"}

// present is of somebody in an encounter, who is present there.
func present(from, column string) referral {
	return referral{from, []string{"encounter_id", column}, "encounter_presence", []string{"encounter_id", "participant"}, nil}
}

// within is of a name in an encounter.
func within(from, column, to string) referral {
	return referral{from, []string{"encounter_id", column}, to, []string{"encounter_id", "id"}, nil}
}

// identified reports whether everybody is: who is not has no record.
func identified(m *met) bool { return !m.unidentified }

// foreignKeys are those of a table to tables that are written.
func (w *writing) foreignKeys(t *table) (keys []foreignKey) {
	for _, r := range referrals {
		there := func(o *table) bool { return o.name == r.to }
		if r.from == t.name && slices.ContainsFunc(w.order, there) && (r.holds == nil || r.holds(&w.met)) {
			keys = append(keys, foreignKey{r.columns, reference{strings.ToLower(r.to), r.up}})
		}
	}
	return keys
}

// A met is what the records say of where their references lead.
type met struct {
	unidentified bool     // whether anybody is
	deep         bool     // whether a code is below another
	team, coders distinct // by their ids
	codes        distinct
	themes       distinct
	given        distinct // codes and themes, in codings
	shown        distinct // in member checks
}

// meet takes in a record.
func (m *met) meet(kind schema.Kind, value map[string]any) {
	switch kind {
	case schema.KindStudy:
		m.team.each(value["team"], "id")
	case schema.KindEncounter:
		all, _ := value["presence"].([]any)
		for _, one := range all {
			m.unidentified = m.unidentified || at(one, []string{"unidentified"}) == true
		}
	case schema.KindCodebook:
		var own, parents distinct
		own.each(value["themes"], "id")
		parents.each(value["codes"], "parent")
		m.deep = m.deep || !parents.in(&own)
		m.themes.each(value["themes"], "id")
		m.codes.each(value["codes"], "id")
	case schema.KindCoding:
		m.coders.add(value["coder"])
		m.given.each(value["codes"])
	case schema.KindMemberCheck:
		m.shown.add(value["theme"])
	}
}

// mostDistinct is how many values are held of each column: more have no foreign key.
const mostDistinct = 1 << 16

// distinct are texts, each once.
type distinct struct {
	values map[string]bool
	more   bool // whether there are others
}

func (d *distinct) add(value any) {
	text, ok := value.(string)
	switch {
	case !ok || d.values[text]:
	case len(d.values) == mostDistinct:
		d.more = true
	case d.values == nil:
		d.values = map[string]bool{}
		fallthrough
	default:
		d.values[text] = true
	}
}

// each adds those of the elements of a list, or of a member of each.
func (d *distinct) each(list any, member ...string) {
	all, _ := list.([]any)
	for _, one := range all {
		d.add(at(one, member))
	}
}

// in reports whether all are among others.
func (d *distinct) in(others *distinct) bool {
	for value := range d.values {
		if !others.values[value] {
			return false
		}
	}
	return !d.more
}
