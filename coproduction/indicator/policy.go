package indicator

import (
	"math"
	"math/big"
	"slices"
	"strings"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// A Policy says whom a visit with several identified professionals is to. There
// is no right answer, so it is a choice, and each result says how many visits it
// was made for.
type Policy string

// The policies. Where every visit is to one professional they agree.
const (
	First Policy = "first" // to the professional listed first
	All   Policy = "all"   // to each of them, in equal parts that add up to one visit
	Team  Policy = "team"  // to the team: the same people together are one provider, and any others another one
)

// Policies lists the policies.
func Policies() []Policy { return []Policy{First, All, Team} }

// said is how a warning tells what was done with visits to several.
func (p Policy) said(visits int64) estimate.Warning {
	how := map[Policy]string{
		First: "counted for the one listed first", All: "shared out in equal parts", Team: "counted for the team as one",
	}[p]
	return estimate.Warning(counted(visits, "visit") + " to several professionals: " + how)
}

// indices returns the indices of continuity of visits to those professionals, in
// the order of time, under a policy.
func indices(of estimate.Subject, visits [][]string, p Policy) []estimate.Row {
	several := slices.ContainsFunc(visits, func(to []string) bool { return len(to) > 1 })
	switch {
	case p == All && several:
		return sharedOut(of, visits)
	case !slices.Contains(Policies(), p):
		rows := Visits{}.Rows(of)
		for i := range rows {
			rows[i].Estimate = estimate.Undefined(estimate.UnknownOption, int64(len(visits))).As(rows[i].Formula)
		}
		return rows
	}
	single := make([]string, len(visits))
	for i, to := range visits {
		single[i] = to[0]
		if p == Team {
			single[i] = strings.Join(slices.Sorted(slices.Values(to)), "\x00")
		}
	}
	return VisitsOf(single).Rows(of)
}

// sharedOut returns the indices where each visit is shared out in equal parts
// among those who were there: wᵥᵢ = 1/m for each of the m professionals of visit v.
//
//	nᵢ = Σᵥ wᵥᵢ
//	COC = (Σ nᵢ² − Σ wᵥᵢ²) / (N (N − 1));  SECON = Σᵥ Σᵢ wᵥᵢ wᵥ₊₁,ᵢ / (N − 1)
//
// are the chances that one professional drawn from each of two visits is the same
// person; with one professional a visit they are the usual indices. Those that
// count professionals instead of visits are undefined, with [NotShared]. It
// reckons in fractions, so nothing is rounded before the end.
func sharedOut(of estimate.Subject, visits [][]string) []estimate.Row {
	n := int64(len(visits))
	to := map[string]*big.Rat{} // nᵢ
	own, same := new(big.Rat), new(big.Rat)
	for v, there := range visits {
		part := big.NewRat(1, int64(len(there)))
		own.Add(own, part) // m · (1/m)²
		for _, id := range there {
			if to[id] == nil {
				to[id] = new(big.Rat)
			}
			to[id].Add(to[id], part)
			if v > 0 && slices.Contains(visits[v-1], id) {
				same.Add(same, new(big.Rat).Mul(part, big.NewRat(1, int64(len(visits[v-1])))))
			}
		}
	}
	most, squares, last := new(big.Rat), new(big.Rat), new(big.Rat)
	shares := make([]float64, 0, len(to))
	for _, visitsTo := range to {
		if visitsTo.Cmp(most) > 0 {
			most = visitsTo
		}
		squares.Add(squares, new(big.Rat).Mul(visitsTo, visitsTo))
		shares = append(shares, over(visitsTo, n))
	}
	for _, id := range visits[n-1] {
		last.Add(last, new(big.Rat).Mul(to[id], big.NewRat(1, int64(len(visits[n-1])))))
	}
	slices.Sort(shares)
	var entropy float64
	for _, p := range shares {
		entropy -= float64(p * math.Log2(p))
	}

	rows := Visits{n: n, counts: make([]int64, len(to))}.Rows(of)
	for i := range rows {
		row := &rows[i]
		needs, value := int64(1), math.NaN()
		switch row.Measure {
		case "visits", "providers":
			continue
		case "k_index", "mmci", "mci_patient":
			row.Estimate = estimate.Undefined(NotShared, n).As(row.Formula)
			continue
		case "upc":
			value = over(most, n)
		case "coc":
			needs, value = 2, over(new(big.Rat).Sub(squares, own), n*(n-1))
		case "secon":
			needs, value = 2, over(same, n-1)
		case "hhi":
			value = over(squares, n*n)
		case "visit_entropy":
			value = entropy
		case "fraction_of_care_last_provider":
			value = over(last, n)
		case "handoffs":
			value = over(new(big.Rat).Sub(big.NewRat(n-1, 1), same), 1)
		}
		formula := row.Formula
		row.Estimate = estimate.Point(value, n).As(formula)
		switch {
		case n < needs:
			row.Estimate = estimate.Undefined(estimate.TooFewVisits, n).As(formula)
		case n < 3 && row.Measure != "handoffs":
			row.Estimate = row.Warn(estimate.FewVisits)
		}
	}
	return rows
}

// over returns r/n as a floating-point number, 0 where n is 0.
func over(r *big.Rat, n int64) float64 {
	if n == 0 {
		return 0
	}
	f, _ := new(big.Rat).Quo(r, new(big.Rat).SetInt64(n)).Float64()
	return f
}
