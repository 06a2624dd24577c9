package refi

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// An Import says how projects become records. ID must be given; the keys are
//
//	refi/codebook/<name of the file>                the codebook
//	refi/study/<name of the file>                   the study, which names the team
//	refi/user/<guid>                                a coder; without a guid, whoever is not named
//	refi/source/<guid>                              a source
//	refi/unit/<guid of the text>/<start>-<end>      a range of a text, in code points
//	<key of a source or unit>/coding/<guid of user> what a coder gave it
//
// What becomes of a project:
//
//   - codes become a codebook; those on top that only hold others, and are given to
//     nothing, are its themes, and all others on top are below one theme of their own;
//   - a code that is a case as well is none, and where it stands on top, those below it
//     have no place either; they and their codings are counted;
//   - a text source becomes a source record, without its name, and so does the text of a
//     picture or PDF; see [exchange.Options.KeepText];
//   - each range of a text that is selected becomes one unit, however many selections
//     of it there are, and a coding for each coder with the set of their codes;
//   - the description of a selection becomes the condensation of its unit, where texts
//     are kept: the first one of a range that is no quote of it and has 4000 characters
//     at most, and the others are left out;
//   - users who coded become members of the team under pseudonyms.
//
// Pictures, sound, film, notes, sets, links, variables and drawings have no place in the
// records: all of it is in the Loss, and in [Open].
type Import struct {
	exchange.Options
}

// Read reads the files one after the other. An error is one of opening or reading a
// file, of ctx, or of the sink; faults of the data are findings.
func (i Import) Read(ctx context.Context, files []exchange.File, to *exchange.Sink) error {
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		o, err := Open(f)
		if err != nil {
			return err
		}
		for _, finding := range o.Findings {
			to.Finding(finding)
		}
		to.Loss.Read("file", 1)
		if o.Project == nil {
			to.Loss.Drop("file", "refused", 1)
			continue
		}
		to.Loss.Keep("file", 1)
		r := &recording{Import: i, Opened: o, Project: o.Project, to: to, file: f.Name, cases: map[GUID]bool{}, ids: map[GUID]theme.CodeID{}, taken: map[theme.CodeID]bool{}, like: map[string]int{},
			given: map[GUID]bool{}, known: map[encounter.ID]bool{}}
		r.run()
		if r.err != nil {
			return r.err
		}
	}
	return nil
}

// A recording is a project as it becomes records.
type recording struct {
	Import
	*Opened
	*Project
	to    *exchange.Sink
	file  string
	err   error
	book  theme.Codebook
	cases map[GUID]bool
	ids   map[GUID]theme.CodeID
	taken map[theme.CodeID]bool
	like  map[string]int // the number of the next id that begins so
	given map[GUID]bool  // codes that some coding gives
	team  []encounter.ID
	known map[encounter.ID]bool // members of the team
	later []encounter.Record    // units and codings, which come behind codebook and team
}

func (r *recording) hand(records ...encounter.Record) {
	for _, record := range records {
		if r.err == nil {
			r.err = r.to.Record(record)
		}
	}
}

func (r *recording) run() {
	for _, c := range r.Cases {
		r.cases[c.GUID] = true
	}
	r.eachCoding(func(c *Coding) { r.given[c.Code] = true })
	r.codebook()
	var sources []encounter.Record
	for i := range r.Sources {
		if s := r.source(&r.Sources[i]); s != nil {
			sources = append(sources, s)
		}
	}
	if len(r.book.Codes)+len(r.book.Themes) > 0 {
		r.hand(&r.book)
	}
	if len(r.team) > 0 {
		study := &encounter.Study{ID: r.ID("refi/study/" + r.file), Title: "Study of an imported project"}
		for _, id := range r.team {
			study.Team = append(study.Team, encounter.TeamMember{ID: id, Role: encounter.TeamCoder})
		}
		r.hand(study)
	}
	r.hand(sources...)
	r.hand(r.later...)
	r.account()
}

// atTop is the theme of the codes on top that can be given themselves.
const atTop = "Codes on the top of the project"

func (r *recording) codebook() {
	r.book = theme.Codebook{ID: r.ID("refi/codebook/" + r.file), Title: "Codebook of an imported project", Version: "1", Themes: []theme.Theme{}, Codes: []theme.Code{}}
	var top theme.CodeID
	for _, c := range r.Codes {
		r.to.Loss.Read("code", 1)
		switch {
		case r.cases[c.GUID]:
			r.to.Loss.Drop("code", isCase, 1)
			r.below(c.Codes, "")
		case !c.Codable && !r.given[c.GUID]:
			id := r.fresh(c.Name)
			r.ids[c.GUID] = id
			r.book.Themes = append(r.book.Themes, theme.Theme{ID: id, Name: named(c.Name), Definition: strings.TrimSpace(c.Description)})
			r.to.Loss.Keep("code", 1)
			r.color(c)
			r.below(c.Codes, id)
		default:
			if top == "" {
				top = r.fresh("codes")
				r.book.Themes = append(r.book.Themes, theme.Theme{ID: top, Name: atTop})
			}
			r.code(c, top)
		}
	}
}

const isCase = "is a case"

// below enters the codes below a theme or code; no parent is that of a case on top.
func (r *recording) below(codes []Code, parent theme.CodeID) {
	for _, c := range codes {
		r.to.Loss.Read("code", 1)
		switch {
		case r.cases[c.GUID]:
			r.to.Loss.Drop("code", isCase, 1)
			r.below(c.Codes, parent)
		case parent == "":
			r.to.Loss.Drop("code", "below a case", 1)
			r.below(c.Codes, parent)
		default:
			r.code(c, parent)
		}
	}
}

// code enters a code below a theme or another code.
func (r *recording) code(c Code, parent theme.CodeID) {
	id := r.fresh(c.Name)
	if r.ids[c.GUID] == "" {
		r.ids[c.GUID] = id
	}
	definition := strings.TrimSpace(c.Description)
	if definition == "" {
		definition = "No definition was given."
	}
	r.color(c)
	r.book.Codes = append(r.book.Codes, theme.Code{ID: id, Parent: parent, Name: named(c.Name), Definition: definition})
	r.to.Loss.Keep("code", 1)
	r.below(c.Codes, id)
}

// color counts the color of a code, which a codebook has no place for.
func (r *recording) color(c Code) {
	if c.Color != "" {
		r.drop("color of a code", "no place in the records", 1)
	}
}

// named keeps a name within what a codebook takes.
func named(name string) string {
	runes := []rune(strings.TrimSpace(name))
	if len(runes) == 0 {
		return "without a name"
	}
	return string(runes[:min(len(runes), 500)])
}

// fresh makes an id of a name: its ASCII letters and digits, numbered where it is taken.
func (r *recording) fresh(name string) theme.CodeID {
	id := strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '.', c == '-', c == '_':
			return c
		}
		return '_'
	}, strings.TrimSpace(name))
	if id == "" || !(id[0] >= 'a' && id[0] <= 'z' || id[0] >= 'A' && id[0] <= 'Z') {
		id = "c" + id
	}
	id = id[:min(len(id), 56)]
	free := theme.CodeID(id)
	n := max(r.like[id], 2)
	for ; r.taken[free]; n++ {
		free = theme.CodeID(fmt.Sprintf("%s_%d", id, n))
	}
	r.like[id] = n
	r.taken[free] = true
	return free
}

// source makes a source of a text, and gathers what was coded in it.
func (r *recording) source(s *Source) encounter.Record {
	element := string(s.Kind)
	r.to.Loss.Read(element, 1)
	text := s
	if s.Kind != TextKind && s.Companion != nil {
		text = s.Companion // what a PDF or picture says
	}
	if text.Kind != TextKind || text.Text.Content == nil {
		r.to.Loss.Drop(element, "no text", 1)
		r.lost(s, "of a source without a text")
		return nil
	}
	one := &theme.Source{ID: r.ID("refi/source/" + string(s.GUID)), Form: theme.FormDocument}
	one.SHA256, one.Length = theme.Fingerprint(*text.Text.Content)
	switch {
	case r.KeepText && one.Length <= 10_000_000:
		one.Text = text.Text.Content
		r.to.Loss.Keep(element, 1)
	default:
		r.to.Loss.Change(element, "counted, its fingerprint taken, and left behind", 1)
	}
	whole := s.Codings
	if text != s {
		const why = "of a picture, not of its text"
		r.selections(s.Selections, why)
		r.transcripts(s.Transcripts, why)
		whole = slices.Concat(whole, text.Codings) // two places, and one source
	}
	r.coded(theme.Target{Record: one.ID}, "refi/source/"+string(s.GUID), whole)
	r.ranges(one, text)
	r.within(text)
	return one
}

// within counts what stands inside a text that became a source, and in texts of its own.
func (r *recording) within(text *Source) {
	const why = "of a text within a text"
	r.lost(text.Companion, why)
	for i := range text.Selections {
		r.lost(text.Selections[i].Companion, why)
	}
	r.transcripts(text.Transcripts, why)
}

// A span is a range of a text with all that was coded there.
type span struct {
	start, end   int64
	codings      []Coding
	condensation string
}

// condense takes the description of a selection for its condensation, unless it quotes
// the text or another selection of the range has one already.
func (r *recording) condense(x *span, text []rune, sel *Selection) {
	const element = "description of a selection"
	said := strings.TrimSpace(sel.Description)
	if said == "" {
		return
	}
	r.to.Loss.Read(element, 1)
	switch {
	case sel.End <= int64(len(text)) && matches(text[sel.Start:sel.End], []string{squeeze(said)}) == fits:
		r.to.Loss.Drop(element, "quotes the text", 1)
	case !r.KeepText:
		r.to.Loss.Drop(element, "left behind", 1)
	case x.condensation != "" || utf8.RuneCountInString(said) > maxCondensation:
		r.to.Loss.Drop(element, "a second one of its range, or too long", 1)
	default:
		x.condensation = said
		r.to.Loss.Keep(element, 1)
	}
}

// maxCondensation is how long the condensation of a unit may be, in code points.
const maxCondensation = 4000

// ranges makes units of the ranges that are coded, each once.
func (r *recording) ranges(of *theme.Source, s *Source) {
	var spans []*span
	var text []rune
	if s.Text.Content != nil && slices.ContainsFunc(s.Selections, func(x Selection) bool { return x.Description != "" }) {
		text = []rune(*s.Text.Content)
	}
	at := make(map[theme.Range]*span)
	for _, sel := range s.Selections {
		r.to.Loss.Read("selection", 1)
		where := theme.Range{Start: sel.Start, End: sel.End}
		switch {
		case sel.Start < 0:
			r.to.Loss.Drop("selection", "no range of the text", 1)
			r.drop("coding", "on no range of the text", len(sel.Codings))
			continue
		case sel.End <= sel.Start:
			r.to.Loss.Drop("selection", "empty", 1)
			r.drop("coding", "on an empty range", len(sel.Codings))
			continue
		case at[where] == nil:
			at[where] = &span{start: sel.Start, end: sel.End}
			spans = append(spans, at[where])
			r.to.Loss.Keep("selection", 1)
		default:
			r.to.Loss.Change("selection", "of a range that is selected already", 1)
		}
		r.condense(at[where], text, &sel)
		at[where].codings = append(at[where].codings, sel.Codings...)
	}
	for _, x := range spans {
		key := fmt.Sprintf("refi/unit/%s/%d-%d", s.GUID, x.start, x.end)
		unit := &theme.Unit{ID: r.ID(key), Source: of.ID, Range: &theme.Range{Start: x.start, End: x.end}, Condensation: x.condensation}
		r.later = append(r.later, unit)
		r.coded(theme.Target{Record: unit.ID}, key, x.codings)
	}
}

// coded makes a coding for each coder of a place.
func (r *recording) coded(target theme.Target, key string, codings []Coding) {
	type gave struct {
		coder encounter.ID
		code  theme.CodeID
	}
	made := make(map[encounter.ID]*theme.Coding)
	twice := make(map[gave]bool)
	for _, c := range codings {
		r.to.Loss.Read("coding", 1)
		code := r.ids[c.Code]
		switch {
		case r.cases[c.Code]:
			r.to.Loss.Drop("coding", "assigns a case", 1)
			continue
		case code == "":
			r.to.Loss.Drop("coding", "of a code that is not in the codebook", 1)
			continue
		}
		coder := r.coder(c.CreatedBy)
		if twice[gave{coder, code}] {
			r.to.Loss.Drop("coding", "given twice by one coder", 1)
			continue
		}
		twice[gave{coder, code}] = true
		if made[coder] == nil {
			made[coder] = &theme.Coding{ID: r.ID(key + "/coding/" + string(c.CreatedBy)), Target: target, Codebook: r.book.ID, Coder: coder, Round: 1, Codes: []theme.CodeID{}}
			r.later = append(r.later, made[coder])
		}
		made[coder].Codes = append(made[coder].Codes, code)
		r.to.Loss.Keep("coding", 1)
	}
}

// coder is the pseudonym of a user.
func (r *recording) coder(user GUID) encounter.ID {
	id := r.ID("refi/user/" + string(user))
	if !r.known[id] {
		r.known[id] = true
		r.team = append(r.team, id)
	}
	return id
}

func (r *recording) drop(element, why string, n int) {
	if n > 0 {
		r.to.Loss.Read(element, n)
		r.to.Loss.Drop(element, why, n)
	}
}

// lost counts the selections and codings of what has no place in the records, and of
// whatever stands in it.
func (r *recording) lost(s *Source, why string) {
	if s == nil {
		return
	}
	r.drop("coding", why, len(s.Codings))
	r.selections(s.Selections, why)
	r.lost(s.Companion, why)
	r.transcripts(s.Transcripts, why)
}

func (r *recording) selections(all []Selection, why string) {
	for i := range all {
		r.drop("selection", why, 1)
		r.drop("coding", why, len(all[i].Codings))
		r.lost(all[i].Companion, why)
	}
}

func (r *recording) transcripts(all []Transcript, why string) {
	for i := range all {
		r.drop("Transcript", "no place in the records", 1)
		r.selections(all[i].Selections, why)
	}
}

// account counts everything that has no place in the records.
func (r *recording) account() {
	const none = "no place in the records"
	r.drop("unknown element", "passed over, with what is in it", int(r.unknown))
	for why, n := range r.unread {
		r.drop("file of the archive", why, n)
	}
	r.drop("User", "a pseudonym stands for whoever coded; names are dropped", len(r.Users))
	r.drop("Variable", none, len(r.Variables))
	r.drop("Case", none, len(r.Cases))
	r.drop("Note", none, len(r.Notes))
	r.drop("Link", none, len(r.Links))
	r.drop("Set", none, len(r.Sets))
	r.drop("Graph", none, len(r.Graphs))
	for i := range r.Notes {
		r.lost(&r.Notes[i], "of a note")
	}
}
