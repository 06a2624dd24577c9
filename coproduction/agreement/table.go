package agreement

import (
	"errors"
	"math"
	"slices"
	"strconv"
)

// Missing is the rating of a unit that a coder did not rate.
const Missing = -1

// A Table holds what coders made of the same units: a row for each unit, a column
// for each coder, and in each cell a category or [Missing]. Categories have an
// order, and a number each where the ratings are numbers. A table does not change
// once it is made. It takes four bytes a cell.
type Table struct {
	coders     int
	categories []string
	values     []float64 // of the categories, ascending; nil where they are names
	ratings    []int32   // unit by unit
}

var (
	// ErrRagged says that the rows of a table have different lengths.
	ErrRagged = errors.New("agreement: the rows have different numbers of coders")
	// ErrRating says that a rating is neither a category nor [Missing].
	ErrRating = errors.New("agreement: a rating is not one of the categories")
	// ErrNumber says that a rating that should be a number is infinite.
	ErrNumber = errors.New("agreement: a rating is infinite")
	// ErrCategories says that two categories have one name, or that there are too many.
	ErrCategories = errors.New("agreement: two categories have the same name, or there are more than 2³¹")
)

// Named returns the table of ratings that are names, row by row; an empty one says
// that the coder did not rate the unit. The categories are those that occur, in
// the order of their bytes; [Coded] takes declared ones in an order of their own.
func Named(rows [][]string) (*Table, error) {
	seen := map[string]int32{}
	for _, row := range rows {
		for _, name := range row {
			if name != "" {
				seen[name] = 0
			}
		}
	}
	categories := make([]string, 0, len(seen))
	for name := range seen {
		categories = append(categories, name)
	}
	slices.Sort(categories)
	for i, name := range categories {
		seen[name] = int32(i)
	}
	seen[""] = Missing
	return tableOf(rows, categories, nil, func(name string) int32 { return seen[name] })
}

// Numeric returns the table of ratings that are numbers, row by row; NaN says that
// the coder did not rate the unit. The categories are the numbers that occur,
// ascending.
func Numeric(rows [][]float64) (*Table, error) {
	seen := map[float64]int32{}
	for _, row := range rows {
		for _, v := range row {
			if math.IsInf(v, 0) {
				return nil, ErrNumber
			}
			if !math.IsNaN(v) {
				seen[v+0] = 0 // −0 + 0 = 0
			}
		}
	}
	values := make([]float64, 0, len(seen))
	for v := range seen {
		values = append(values, v)
	}
	slices.Sort(values)
	categories := make([]string, len(values))
	for i, v := range values {
		seen[v] = int32(i)
		categories[i] = strconv.FormatFloat(v, 'g', -1, 64)
	}
	return tableOf(rows, categories, values, func(v float64) int32 {
		if math.IsNaN(v) {
			return Missing
		}
		return seen[v+0]
	})
}

// Coded returns the table of ratings that are the numbers of declared categories,
// from 0, or [Missing]; they stand unit by unit, coders in the same order in each.
// The order of the categories is their rank. Nothing is copied: the caller leaves
// both slices alone from then on.
func Coded(coders int, categories []string, ratings []int32) (*Table, error) {
	if coders < 1 && len(ratings) > 0 || coders > 0 && len(ratings)%coders != 0 {
		return nil, ErrRagged
	}
	names := map[string]bool{}
	for _, name := range categories {
		names[name] = true
	}
	if len(names) != len(categories) || len(categories) > math.MaxInt32 {
		return nil, ErrCategories
	}
	for _, r := range ratings {
		if r < Missing || int(r) >= len(categories) {
			return nil, ErrRating
		}
	}
	return &Table{coders: max(coders, 0), categories: categories, ratings: ratings}, nil
}

func tableOf[V any](rows [][]V, categories []string, values []float64, code func(V) int32) (*Table, error) {
	t := &Table{categories: categories, values: values}
	for i, row := range rows {
		if i == 0 {
			t.coders = len(row)
			t.ratings = make([]int32, 0, len(rows)*len(row))
		}
		if len(row) != t.coders {
			return nil, ErrRagged
		}
		for _, v := range row {
			t.ratings = append(t.ratings, code(v))
		}
	}
	return t, nil
}

// Units is the number of rows.
func (t *Table) Units() int {
	if t.coders == 0 {
		return 0
	}
	return len(t.ratings) / t.coders
}

// Coders is the number of columns.
func (t *Table) Coders() int { return t.coders }

// Categories returns the names of the categories, in their order.
func (t *Table) Categories() []string { return slices.Clone(t.categories) }

// Values returns the numbers that the categories stand for, ascending, and whether
// they stand for numbers at all.
func (t *Table) Values() ([]float64, bool) { return slices.Clone(t.values), t.values != nil }

// Rating returns the category, by its number, that a coder gave a unit, or [Missing].
func (t *Table) Rating(unit, coder int) int { return int(t.ratings[unit*t.coders+coder]) }

// row returns the ratings of a unit; it is the table's own.
func (t *Table) row(unit int) []int32 {
	return t.ratings[unit*t.coders : (unit+1)*t.coders : (unit+1)*t.coders]
}
