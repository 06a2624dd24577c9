package transcript

import "strings"

// unlabelledDetail says what becomes of lines without a label, of which some go on with the
// turn above, and some nearly have one.
func unlabelledDetail(lines, continued, nearly int) string {
	const (
		nowhere = "in no turn and no count"
		key     = " with a key, and something else than the mark of a label behind it"
	)
	if lines == 1 {
		said := "1 line of this consultation has no label; this is it; it is " + nowhere
		if continued == 1 {
			said = "1 line of this consultation has no label; this is it; it goes on with the turn above"
		}
		if nearly == 1 {
			said += "; it begins" + key
		}
		return said
	}
	said := amount(lines, "lines of this consultation have no label; this is the first; ")
	switch continued {
	case 0:
		said += "they are " + nowhere
	case lines:
		said += "they go on with the turns above"
	default:
		said += amount(continued, "of them {goes on with the turn|go on with the turns} above, and ") + amount(lines-continued, "{is|are} "+nowhere)
	}
	if nearly > 0 {
		said += "; " + amount(nearly, "of them {begins|begin}"+key)
	}
	return said
}

// almost reports whether a line begins with a key that has something else behind it than
// the mark of a label: "D; ..." or "P No."
func (r *labelReading) almost(line string) bool {
	word := strings.TrimSpace(line)
	if i := strings.IndexAny(word, " ;,.\t"); i >= 0 {
		word = word[:i]
	}
	return r.Roles.index(word) >= 0
}
