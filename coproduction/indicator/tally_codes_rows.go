package indicator

import (
	"maps"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

const (
	placesFormula          = "places with the code or theme"
	codingsFormula         = "codings that gave the code, or one of the theme"
	codePairsFormula       = "pairs of codes together at a place / pairs of codes that were given"
	professionThemeFormula = "places of the profession with the theme"
)

const (
	uncodedEncounters estimate.Reason = "encounters in which nothing was coded"
	uncodedPatients   estimate.Reason = "participants in none of whose encounters anything was coded"
	nobodysEncounters estimate.Reason = "coded encounters of patients who are not identified"
	placesNowhere     estimate.Reason = "places in no encounter of the data"
	placesOfNoTheme   estimate.Reason = "places with a code that is below no theme of the codebook"
	placesOfNobody    estimate.Reason = "places to which no professional contributed"
	placesOfStrangers estimate.Reason = "places of professionals of no known profession"

	// Overlapping is given to tables whose cells share places.
	Overlapping estimate.Warning = "a place counts for each of its themes and professions, and places of one encounter are not independent: read the probability as a description"
)

func (r *reading) row(of estimate.Subject, measure string, p params, e estimate.Estimate) estimate.Row {
	all := maps.Clone(r.params)
	maps.Copy(all, p)
	if r.unknown {
		e = estimate.Undefined(estimate.UnknownOption, 0).As(e.Formula)
	}
	return estimate.Row{Of: of, Measure: measure, Params: all, Estimate: e}
}

// codeRows returns how widespread each theme and code is in some encounters.
func (r *reading) codeRows(of estimate.Subject, cards []codeCard, whole bool, o Options) []estimate.Row {
	here := map[string]codeCard{}
	for _, c := range cards {
		here[c.Encounter] = c
	}
	var places []place
	var nowhere, themeless int64
	coded := map[string]bool{}
	for _, p := range r.places {
		_, in := here[p.encounter]
		switch {
		case p.encounter == "" && whole:
			nowhere++
		case !in:
			continue
		}
		places = append(places, p)
		if in {
			coded[p.encounter] = true
		}
		if slices.ContainsFunc(p.codes, func(c theme.CodeID) bool { return r.themeOf[c] == "" }) {
			themeless++
		}
	}
	encounters, participants := covered(here, coded)
	encounters.warnings = leftOut(nowhere, placesNowhere)
	participants.warnings = slices.Concat(participants.warnings, encounters.warnings)

	var rows []estimate.Row
	for _, s := range r.subjects {
		found, patients := map[string]bool{}, map[string]bool{}
		var count, codings int64
		for _, p := range places {
			if !s.in(p.codes) {
				continue
			}
			count++
			for _, set := range p.sets {
				if s.in(set) {
					codings++
				}
			}
			if c, in := here[p.encounter]; in {
				found[p.encounter] = true
				if !c.Anonymous {
					patients[c.Patient] = true
				}
			}
		}
		var caution []estimate.Warning
		if s.param == "theme" {
			caution = leftOut(themeless, placesOfNoTheme)
		}
		add := func(measure, of2 string, e estimate.Estimate) {
			p := params{s.param: string(s.id)}
			if of2 != "" {
				p["of"] = of2
			}
			rows = append(rows, r.row(of, measure, p, e.Warn(caution...)))
		}
		add("prevalence", "encounters", encounters.prevalence(int64(len(found)), o))
		add("prevalence", "participants", participants.prevalence(int64(len(patients)), o))
		add("coded_places", "", estimate.Count(count).As(placesFormula))
		add("codings", "", estimate.Count(codings).As(codingsFormula))
	}
	return rows
}

// covered returns which encounters were coded, and which of their patients had one that was.
func covered(here map[string]codeCard, coded map[string]bool) (encounters, participants coverage) {
	encounters = coverage{all: int64(len(here)), coded: int64(len(coded)), uncoded: uncodedEncounters}
	participants.uncoded = uncodedPatients
	all, seen, whose := map[string]bool{}, map[string]bool{}, map[string]bool{}
	var nobodys int64
	for id, c := range here {
		if coded[id] {
			whose[c.Patient] = true
		}
		switch {
		case !c.Anonymous:
			all[c.Patient] = true
			if coded[id] {
				seen[c.Patient] = true
			}
		case coded[id]:
			nobodys++
		}
	}
	encounters.clustered = len(coded) > len(whose)
	participants.all, participants.coded = int64(len(all)), int64(len(seen))
	participants.warnings = leftOut(nobodys, nobodysEncounters)
	return encounters, participants
}

// pairRows returns the pairs of codes that were together at a place.
func (r *reading) pairRows(of estimate.Subject) []estimate.Row {
	type pair [2]theme.CodeID
	single, both := map[theme.CodeID]int64{}, map[pair]int64{}
	for _, p := range r.places {
		for i, a := range p.codes {
			single[a]++
			for _, b := range p.codes[i+1:] {
				both[pair{a, b}]++
			}
		}
	}
	n, given := int64(len(r.places)), int64(len(single))
	together := int64(len(both))
	e := estimate.Fraction(estimate.Int(together), estimate.Int(given*(given-1)/2), n, estimate.OneCategory)
	switch {
	case n == 0:
		e.Undefined = NotCoded
	case given == 0:
		e.Undefined = CodesUnused
	}
	rows := []estimate.Row{r.row(of, "code_pairs", nil, e.As(codePairsFormula))}
	for _, p := range slices.SortedFunc(maps.Keys(both), func(a, b pair) int { return slices.Compare(a[:], b[:]) }) {
		o := Cooccurrence{Both: both[p], First: single[p[0]] - both[p], Second: single[p[1]] - both[p]}
		o.Neither = new(n - o.Both - o.First - o.Second)
		for _, row := range o.Rows(of, nil) {
			rows = append(rows, r.row(of, row.Measure, params{"code": string(p[0]), "with": string(p[1])}, row.Estimate))
		}
	}
	return rows
}

// professionRows returns with which professions the themes were found.
func (r *reading) professionRows(of estimate.Subject, cards []codeCard, people map[string]person) []estimate.Row {
	here := map[string]codeCard{}
	for _, c := range cards {
		here[c.Encounter] = c
	}
	all, themes := encounter.Professions(), r.book.Themes
	counts := make(Contingency, len(all))
	for i := range counts {
		counts[i] = make([]int64, len(themes))
	}
	var nowhere, nobodys, strangers int64
	for _, p := range r.places {
		var found []int
		for j, t := range themes {
			if slices.Index(themes, t) == j && slices.ContainsFunc(p.codes, func(c theme.CodeID) bool { return r.themeOf[c] == t }) {
				found = append(found, j)
			}
		}
		if len(found) == 0 {
			continue
		}
		c, in := here[p.encounter]
		if !in {
			nowhere++
			continue
		}
		professions := c.professionsAt(p.steps, people)
		known := false
		for i, profession := range all {
			if slices.Contains(professions, profession) {
				known = true
				for _, j := range found {
					counts[i][j]++
				}
			}
		}
		switch {
		case len(professions) == 0:
			nobodys++
		case !known:
			strangers++
		}
	}
	caution := slices.Concat(leftOut(nowhere, placesNowhere), leftOut(nobodys, placesOfNobody), leftOut(strangers, placesOfStrangers))
	excluded := nowhere + nobodys + strangers
	left := func(e estimate.Estimate) estimate.Estimate {
		e.Excluded = excluded
		return e.Warn(caution...)
	}

	m, _ := counts.margins()
	var rows []estimate.Row
	for i, profession := range all {
		for j, t := range themes {
			if m.n > 0 && m.rows[i] > 0 && m.columns[j] > 0 {
				rows = append(rows, r.row(of, "profession_theme", params{"profession": string(profession), "theme": string(t)},
					left(estimate.Count(counts[i][j]).As(professionThemeFormula))))
			}
		}
	}
	used := counts
	if m.n > 0 {
		used = counts.withoutEmpty(m)
	}
	for _, row := range used.association(of) {
		rows = append(rows, r.row(of, row.Measure, params{"table": "profession x theme"}, left(row.Estimate).Warn(Overlapping)))
	}
	return rows
}

// professionsAt returns those of the professionals who contributed to the steps, or,
// without steps, of those present; "" where one is not known.
func (c codeCard) professionsAt(steps []encounter.Name, people map[string]person) []encounter.Profession {
	by, strangers := c.Professionals, c.Strangers
	if len(steps) > 0 {
		by, strangers = nil, nil
		for _, a := range c.Steps {
			if slices.Contains(steps, a.Step) {
				by, strangers = slices.Concat(by, a.By), slices.Concat(strangers, a.Strangers)
			}
		}
	}
	all := slices.Clone(strangers)
	for _, id := range by {
		all = append(all, people[id].Profession)
	}
	return all
}
