package agreement

import (
	"strconv"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	alphaSetsFormula    = "1 − Dₒ/Dₑ, by the distance of sets"
	alphaPerCodeFormula = "1 − Dₒ/Dₑ, of having the code or not"
)

// Alpha returns Krippendorff's alpha for sets of codes: how far coders agree who
// may give a unit several codes, where giving nearly the same counts for more than
// giving quite another set.
//
//	α = 1 − Dₒ/Dₑ
//	Dₒ = 1/n Σᵤ Σᵢ≠ⱼ δ(cᵤᵢ, cᵤⱼ) / (mᵤ − 1)
//	Dₑ = Σ δ(c, k) n꜀ nₖ / (n (n−1)), over all sets c and k that were given
//
// where cᵤᵢ is the set that coder i gave unit u, mᵤ ≥ 2 the number of coders who
// rated it, n = Σ mᵤ, n꜀ how often set c was given, and δ the [SetDistance].
//
//	Unit   1 (dimensionless)
//	Range  as [Table.Alpha]
//	n      units rated at least twice; those rated once are left out, and counted
//
// Undefined as [Table.Alpha], here with [estimate.OneCategory] where everybody gave
// every unit the same set, and with [estimate.UnknownOption] for a distance that
// does not exist. Where every set has one code, it is alpha of nominal categories.
// The order of units and of coders changes no bit, that of codes nothing. The interval
// is that of Table.Alpha. It takes a time that grows with the square of the number of
// different sets.
//
// Source: Krippendorff K. Content Analysis, 2nd ed. Sage 2004, ch. 11; for the
// distances see [SetDistance].
func (s *Sets) Alpha(d SetDistance, level float64) estimate.Estimate {
	if !d.exists() {
		return estimate.Undefined(estimate.UnknownOption, 0).As(alphaSetsFormula)
	}
	t := &Table{coders: s.coders, categories: make([]string, s.different()), ratings: s.ratings}
	return t.AlphaBy(func(k, l int) float64 {
		num, den := d.of(s.sizes(int32(k), int32(l)))
		return float64(num) / float64(den)
	}, level).As(alphaSetsFormula)
}

// AlphaOf returns Krippendorff's alpha for one code alone: how far coders agree on
// which units have it.
//
//	α as [Table.Alpha], nominal, of the two categories "has the code" and "has it not"
//
//	Unit   1 (dimensionless)
//	Range  as [Table.Alpha]
//	n      units rated at least twice; those rated once are left out, and counted
//
// Undefined as [Table.Alpha], here with [estimate.OneCategory] where nobody gave the
// code, or everybody gave it to every unit. With few units that have the code, alpha
// is low however few are disputed. The interval is that of Table.Alpha.
//
// Source: as [Table.Alpha]; code by code: Krippendorff K. Content Analysis, 2nd ed.
// Sage 2004, ch. 11.
func (s *Sets) AlphaOf(code string, level float64) estimate.Estimate {
	return s.Having(code).Alpha(Nominal, level).As(alphaPerCodeFormula)
}

// Rows returns alpha by every distance, and of every code in their order. A code
// that is a whole number is a number in the parameters. A level of 0 asks for no
// intervals.
func (s *Sets) Rows(of estimate.Subject, level float64) []estimate.Row {
	var rows []estimate.Row
	for _, d := range SetDistances() {
		rows = append(rows, estimate.Row{Of: of, Measure: "krippendorff_alpha_sets", Params: d.params(), Estimate: s.Alpha(d, level)})
	}
	for _, code := range s.codes {
		rows = append(rows, estimate.Row{Of: of, Measure: "krippendorff_alpha_per_code",
			Params: map[string]any{"code": codeParam(code)}, Estimate: s.AlphaOf(code, level)})
	}
	return rows
}

// codeParam returns the code, as a number where it is written like a whole one.
func codeParam(code string) any {
	if n, err := strconv.ParseInt(code, 10, 64); err == nil && strconv.FormatInt(n, 10) == code {
		return n
	}
	return code
}
