package agreement

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

// StudyHeading is under which catalogues list what [Codings] gives: measures that
// are also there for a table, over the places of a study.
const StudyHeading = "Agreement over the codings of a study"

const (
	krippendorff2004 = "Krippendorff 2004, Content Analysis, ch. 11"
	unitizingSource  = "Krippendorff 1995, 10.2307/271061; 2004, 10.1007/s11135-004-8107-7"
	upToOne          = "(−∞, 1]; 0 is chance alone"
	noSegments       = "fewer than two coders; nobody marked anything"
	noOtherPlacing   = "; the segments could not lie otherwise"
)

// setMeasures are those of sets of codes.
func setMeasures() []estimate.Measure {
	return underHeading(Heading, []estimate.Measure{
		{ID: "krippendorff_alpha_sets", Title: "Krippendorff's alpha for sets of codes", Answers: "How far do coders agree beyond chance who may give a unit several codes?",
			Formula: alphaSetsFormula, Params: []estimate.Param{{Name: "distance", Values: "jaccard or masi"}, {Name: "weights", Values: `of masi: "2/3,1/3" or "0.67,0.33"`}},
			Range: upToOne, Undefined: "no unit is rated by two coders, or all gave all units one and the same set",
			Source: krippendorff2004 + "; Jaccard 1912, 10.1111/j.1469-8137.1912.tb05611.x; Passonneau 2006, LREC 831–836"},
		{ID: "krippendorff_alpha_per_code", Title: "Krippendorff's alpha of one code", Answers: "How far do coders agree beyond chance on which units have the code?",
			Formula: alphaPerCodeFormula, Params: []estimate.Param{{Name: "code", Values: "the code"}},
			Range: upToOne, Undefined: "no unit is rated by two coders, or all units have the code, or none", Source: krippendorff2004},
	})
}

// unitizingMeasures are those of segments on a continuum.
func unitizingMeasures() []estimate.Measure {
	category := []estimate.Param{{Name: "category", Values: "the category"}}
	return underHeading(Heading, []estimate.Measure{
		{ID: "alpha_u", Title: "Krippendorff's alpha for unitizing", Answers: "How far do coders agree beyond chance on where units begin and end, and on their categories?",
			Formula: alphaUFormula, Range: upToOne, Undefined: noSegments + noOtherPlacing, Source: unitizingSource},
		{ID: "alpha_u_category", Title: "Krippendorff's alpha for unitizing, of one category", Answers: "How far do they on the units of this category?",
			Formula: alphaUCategoryFormula, Params: category, Range: upToOne, Undefined: noSegments + noOtherPlacing, Source: unitizingSource},
		{ID: "do_u_category", Title: "Observed disagreement in unitizing", Answers: "How far apart are the coders' units of this category?",
			Formula: observedUFormula, Params: category, Range: fromZero, Undefined: noSegments, Source: unitizingSource},
		{ID: "de_u_category", Title: "Expected disagreement in unitizing", Answers: "How far apart would chance alone put them?",
			Formula: expectedUFormula, Params: category, Range: fromZero, Undefined: noSegments, Source: unitizingSource},
	})
}

// codingMeasures are those of the codings of a study.
func codingMeasures() []estimate.Measure {
	stated := []estimate.Param{
		{Name: "unit", Values: "the kind of place, in the plural, such as steps or units; for alpha_u ranges"},
		{Name: "universe", Values: "rated, material or all: what no coding means"},
		{Name: "coders", Values: "how many coders"},
		{Name: "round", Values: "absent (each coder's latest) or the round"},
		{Name: "codebook", Values: "absent, or its id where there are several"},
	}
	counts := []estimate.Measure{
		{ID: "coded_units", Title: "Units that agreement rests on", Answers: "How many places of this kind are compared?",
			Formula: codedUnitsFormula, Unit: "places", Range: fromZero, Undefined: "never", Source: "count"},
		{ID: "coders", Title: "Coders", Answers: "How many coders are compared?",
			Formula: codersFormula, Unit: "coders", Range: fromZero, Undefined: "never", Source: "count"},
	}
	both := slices.Concat(counts, setMeasures(), unitizingMeasures()[:2])
	ofCode := map[string]bool{}
	for _, c := range coefficients(yesOrNo) {
		ofCode[c.measure] = c.measure != "krippendorff_alpha" // it is among those of sets, under a name of its own
	}
	for _, m := range tableMeasures() {
		if !ofCode[m.ID] {
			continue
		}
		own := []estimate.Param{{Name: "code", Values: "the code"}}
		for _, p := range m.Params {
			own = append(own, estimate.Param{Name: p.Name, Values: map[string]string{"weights": "none", "metric": "nominal"}[p.Name]})
		}
		m.Params = own
		both = append(both, m)
	}
	for i := range both {
		m := &both[i]
		m.Params = slices.Concat(m.Params, stated)
		if m.ID == "alpha_u" || m.ID == "alpha_u_category" {
			m.Undefined += "; the source was not read, or a range does not lie within it"
		}
	}
	return underHeading(StudyHeading, both)
}

// underHeading puts measures under a heading; a measure without a unit is dimensionless.
func underHeading(heading string, measures []estimate.Measure) []estimate.Measure {
	for i := range measures {
		measures[i].Heading = heading
		if measures[i].Unit == "" {
			measures[i].Unit = "1"
		}
	}
	return measures
}
