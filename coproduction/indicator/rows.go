package indicator

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

type params = map[string]any

// Concentration returns every measure of the counts, in the order of the
// catalogue. An empty category is declared, so it matters to some of them.
func Concentration(of estimate.Subject, counts []int64) []estimate.Row {
	row := func(measure string, p params, e estimate.Estimate) estimate.Row {
		return estimate.Row{Of: of, Measure: measure, Params: p, Estimate: e}
	}
	rows := []estimate.Row{
		row("hhi", nil, HHI(counts)),
		row("hhi_normalised", params{"categories": "declared"}, HHINormalised(counts)),
		row("gini_simpson", nil, GiniSimpson(counts)),
		row("blau_normalised", params{"categories": "declared"}, BlauNormalised(counts)),
		row("gini_simpson_unbiased", nil, GiniSimpsonUnbiased(counts)),
		row("inverse_simpson", nil, InverseSimpson(counts)),
		row("berger_parker", nil, BergerParker(counts)),
		row("gini", params{"corrected": false, "zeros": "kept"}, Gini(counts, false)),
		row("gini", params{"corrected": true, "zeros": "kept"}, Gini(counts, true)),
		row("shannon", params{"base": string(Bits)}, Shannon(counts, Bits)),
		row("shannon", params{"base": string(Nats)}, Shannon(counts, Nats)),
		row("pielou", params{"over": string(Declared)}, Pielou(counts, Declared)),
		row("pielou", params{"over": string(Used)}, Pielou(counts, Used)),
	}
	for q := range uint(4) {
		rows = append(rows, row("hill", params{"q": int64(q)}, Hill(counts, q)))
	}
	return rows
}

// Rows returns every index of continuity of the visits, in the order of the catalogue.
func (v Visits) Rows(of estimate.Subject) []estimate.Row {
	row := func(measure string, e estimate.Estimate) estimate.Row {
		return estimate.Row{Of: of, Measure: measure, Estimate: e}
	}
	entropy := row("visit_entropy", v.Entropy())
	entropy.Params = params{"base": int64(2)}
	return []estimate.Row{
		row("visits", v.Visits()),
		row("providers", v.Providers()),
		row("upc", v.UPC()),
		row("coc", v.COC()),
		row("secon", v.SECON()),
		row("hhi", v.HHI()),
		row("k_index", v.K()),
		row("mmci", v.MMCI()),
		row("mci_patient", v.MCI()),
		entropy,
		row("fraction_of_care_last_provider", v.FractionLastProvider()),
		row("handoffs", v.Handoffs()),
	}
}

// Rows returns every measure of the talk, in the order of the catalogue; those by
// role for each role that spoke, in alphabetical order.
func (t *Talk) Rows(of estimate.Subject) []estimate.Row { return t.rows(of, rolesOf(t.turns)) }

// rolesOf returns the roles of those who spoke, in alphabetical order.
func rolesOf(turns []Turn) []encounter.Role {
	var roles []encounter.Role
	for i := range turns {
		if role := turns[i].Role; !slices.Contains(roles, role) {
			roles = append(roles, role)
		}
	}
	slices.Sort(roles)
	return roles
}

func (t *Talk) rows(of estimate.Subject, roles []encounter.Role) []estimate.Row {
	var rows []estimate.Row
	add := func(measure string, p params, e estimate.Estimate) {
		rows = append(rows, estimate.Row{Of: of, Measure: measure, Params: p, Estimate: e})
	}
	for _, by := range Bys() {
		for _, role := range roles {
			add("talk_total", params{"by": string(by), "role": string(role)}, t.Total(by, role))
			add("talk_share", params{"by": string(by), "role": string(role)}, t.Share(by, role))
		}
		add("verbal_dominance", params{"by": string(by)}, t.Dominance(by))
		add("participation_gini", params{"by": string(by)}, t.Gini(by))
		add("participation_gini_corrected", params{"by": string(by)}, t.GiniCorrected(by))
		add("participation_evenness", params{"by": string(by)}, t.Evenness(by))
	}
	add("turn_switches", nil, t.Switches())
	add("switch_rate", nil, t.SwitchRate())
	add("mean_switch_gap_ms", nil, t.MeanSwitchGap())
	for _, role := range roles {
		add("mean_turn_words", params{"role": string(role)}, t.MeanTurnWords(role))
		add("longest_turn_ms", params{"role": string(role)}, t.LongestTurn(role))
	}
	add("span_ms", nil, t.Span())
	add("silence_ms", nil, t.Silence())
	add("overlap_ms", nil, t.Overlap())
	add("opening_ms", nil, t.Opening())
	add("opening_ms", params{"until": "interruption"}, t.OpeningUntilInterruption())
	return rows
}
