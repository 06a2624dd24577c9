package omop

import (
	"slices"
	"strings"
)

// nearest says which table of the model the columns are nearly those of, and which of those
// that tell it are missing; "" where no more than half of what is read of any table is there.
// The names are the model's, and none is the file's.
func nearest(columns []string) string {
	best, most := outline{}, 0
	for _, o := range outlines {
		if there := len(o.use) - len(lacking(o.use, columns)); there > most && 2*there > len(o.use) {
			best, most = o, there
		}
	}
	missing := lacking(best.tell, columns)
	if len(missing) == 0 {
		return ""
	}
	return "; a table with a row for each " + best.element + " is nearest, and lacks " + strings.Join(missing, " and ")
}

// lacking are those of the names that are not among the columns.
func lacking(names, columns []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return slices.Contains(columns, name) })
}
