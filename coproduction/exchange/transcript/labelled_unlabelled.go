package transcript

import "strings"

// unlabelledDetail says what becomes of lines without a label.
func unlabelledDetail(lines, continued int) string {
	said := amount(lines, "{line of this consultation has no label; this is it|lines of this consultation have no label; this is the first}; ")
	const nowhere = "in no turn and no count"
	switch {
	case continued == 0 && lines == 1:
		return said + "it is " + nowhere
	case continued == 0:
		return said + "they are " + nowhere
	case continued == lines && lines == 1:
		return said + "it goes on with the turn above"
	case continued == lines:
		return said + "they go on with the turns above"
	}
	return said + amount(continued, "of them {goes on with the turn|go on with the turns} above, and ") + amount(lines-continued, "{is|are} "+nowhere)
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
