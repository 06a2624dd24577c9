package indicator

import (
	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// Density answers: of all who could build on each other, how many do?
//
//	E / (N (N − 1))
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      N, at least 2
//
// Undefined, with [OneNode], when N < 2. Turning every edge round changes nothing.
//
// Source: Wasserman S, Faust K. Social Network Analysis. Cambridge 1994, §4.3,
// doi:10.1017/CBO9780511815478.
func (w Network) Density() estimate.Estimate { return w.of("density") }

// ReciprocityEdge answers: what share of the edges has one that goes back?
//
//	2M / E
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      N, at least 2
//
// Undefined, with [NoEdges], when E = 0, and as [Network.Density] is.
//
// Source: Wasserman & Faust 1994, §13.5, doi:10.1017/CBO9780511815478.
func (w Network) ReciprocityEdge() estimate.Estimate { return w.of("reciprocity_edge") }

// ReciprocityDyadic answers: what share of the pairs is alike from both sides? Two
// who have nothing to do with each other are alike, so a sparse network is near 1.
//
//	(M + O) / (M + A + O)
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      N, at least 2
//
// Undefined as [Network.Density] is.
//
// Source: Wasserman & Faust 1994, §13.5, doi:10.1017/CBO9780511815478.
func (w Network) ReciprocityDyadic() estimate.Estimate { return w.of("reciprocity_dyadic") }

// ReciprocityNonNull answers: of the pairs with an edge, what share is mutual?
//
//	M / (M + A)
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      N, at least 2
//
// Undefined as [Network.ReciprocityEdge] is.
//
// Source: Wasserman & Faust 1994, §13.5, doi:10.1017/CBO9780511815478.
func (w Network) ReciprocityNonNull() estimate.Estimate { return w.of("reciprocity_dyadic_nonnull") }

// ReciprocityWeighted answers: what share of the building on each other is given back?
//
//	Σ min(wᵢⱼ, wⱼᵢ) / Σ wᵢⱼ, i ≠ j
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      N, at least 2
//
// Undefined as [Network.ReciprocityEdge] is.
//
// Source: Squartini T, et al. Sci Rep 2013;3:2729, doi:10.1038/srep02729.
func (w Network) ReciprocityWeighted() estimate.Estimate { return w.of("reciprocity_weighted") }

// CentralisationOut answers: how far is it one who builds on the others?
//
//	Σᵢ (max d⁺ − dᵢ⁺) / (N − 1)²
//
// where dᵢ⁺ counts those on whom i built.
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]; 1 is a star, 0 where all build on equally many
//	n      N, at least 2
//
// Undefined as [Network.Density] is.
//
// Source: Freeman LC. Soc Networks 1978;1:215–239, doi:10.1016/0378-8733(78)90021-7.
func (w Network) CentralisationOut() estimate.Estimate { return w.of("centralization_outdegree") }

// CentralisationIn answers: how far is it one on whom the others build? It is
// [Network.CentralisationOut] with every edge turned round.
//
//	Σᵢ (max d⁻ − dᵢ⁻) / (N − 1)²
//
//	Unit   1 (dimensionless)
//	Range  [0, 1]
//	n      N, at least 2
//
// Undefined, and the source, as there.
func (w Network) CentralisationIn() estimate.Estimate { return w.of("centralization_indegree") }

// Rows returns every measure of the network, in the order of the catalogue.
func (w Network) Rows(of estimate.Subject) []estimate.Row {
	var rows []estimate.Row
	for _, m := range netMeasures() {
		rows = append(rows, estimate.Row{Of: of, Measure: m.id, Estimate: w.of(m.id)})
	}
	return rows
}
