package agreement

import "slices"

// A SetDistance says how far two sets of codes are apart, from 0 for the same set
// to 1 for sets without a code in common.
//
//	Jaccard        1 − J,   J = codes in common / codes in either
//	MASI           1 − J·M, M = 1 for the same set, 2/3 where one holds the other,
//	               1/3 where they merely overlap, 0 where they do not
//	MASIRounded    as MASI with 0.67 and 0.33, as NLTK has it; for comparison only
//
// Two empty sets are the same set, so their distance is 0. An empty set and
// another have nothing in common, so theirs is 1. On sets of one code each, every
// one of these is 0 or 1, and alpha that of nominal categories.
//
// Source: Jaccard P. New Phytol 1912;11:37–50, doi:10.1111/j.1469-8137.1912.tb05611.x;
// Passonneau R. Measuring agreement on set-valued items (MASI) for semantic and
// pragmatic annotation. LREC 2006:831–836.
type SetDistance string

// The distances.
const (
	Jaccard     SetDistance = "jaccard"
	MASI        SetDistance = "masi 2/3,1/3"
	MASIRounded SetDistance = "masi 0.67,0.33"
)

// SetDistances lists every distance.
func SetDistances() []SetDistance { return []SetDistance{Jaccard, MASI, MASIRounded} }

// Between returns the distance of two sets of codes, each code once, as a fraction.
// It is 0/1 for a distance that does not exist.
func (d SetDistance) Between(a, b []string) (num, den int64) {
	common := 0
	for _, code := range a {
		if slices.Contains(b, code) {
			common++
		}
	}
	return d.of(len(a), len(b), common)
}

// of returns the distance of sets of a and b codes with so many in common.
func (d SetDistance) of(a, b, common int) (num, den int64) {
	either, both := int64(a+b-common), int64(common)
	holds := common == min(a, b)
	switch {
	case !d.exists() || common == a && common == b:
		return 0, 1
	case common == 0:
		return 1, 1
	case d == MASI && holds:
		return 3*either - 2*both, 3 * either
	case d == MASI:
		return 3*either - both, 3 * either
	case d == MASIRounded && holds:
		return 100*either - 67*both, 100 * either
	case d == MASIRounded:
		return 100*either - 33*both, 100 * either
	}
	return either - both, either
}

func (d SetDistance) exists() bool { return slices.Contains(SetDistances(), d) }

// params are the parameters of a row with this distance.
func (d SetDistance) params() map[string]any {
	switch d {
	case MASI:
		return map[string]any{"distance": "masi", "weights": "2/3,1/3"}
	case MASIRounded:
		return map[string]any{"distance": "masi", "weights": "0.67,0.33"}
	}
	return map[string]any{"distance": string(d)}
}
