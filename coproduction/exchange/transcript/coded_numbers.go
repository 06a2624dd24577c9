package transcript

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// thousands is a number that may have a point for the sign between thousands.
var thousands = regexp.MustCompile(`^[1-9][0-9]{0,2}(?:\.[0-9]{3})+$`)

// pointed are the times of a table that may have such a point: where others have a decimal
// comma.
type pointed struct {
	commas bool
	n      int
	first  cell
}

// report says so, once the table is read.
func (p *pointed) report(to *ledger) {
	if p.commas && p.n > 0 {
		to.many(ruleCSVThousands, p.first.at, p.first.length, p.n, "{time has a point before three digits, and was read with a fraction|times have a point before three digits, and were read with a fraction}; others of the table have a decimal comma")
	}
}

// number reads a whole number that is not negative; 3.0 is one, with a finding, and 3.000 may
// be another.
func (c *codedFile) number(value string, at cell) (int64, bool) {
	if thousands.MatchString(value) {
		c.ledger.count(ruleCSVThousands, at.at, at.length, "{cell holds|cells hold} a whole number with a point before three digits")
		return 0, false
	}
	whole, zeros, point := strings.Cut(value, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || n < 0 || strings.Trim(zeros, "0") != "" || point && zeros == "" {
		return 0, false
	}
	if point {
		c.ledger.count(ruleCSVNumberForm, at.at, at.length, "{number is|numbers are} written otherwise than with digits and a decimal point where it is needed")
	}
	return n, true
}

// unread notes a cell that is neither a number nor a time. It reports whether something is
// lost with it: a word for an empty cell stands for nothing.
func (c *codedFile) unread(row []cell, field int) bool {
	at := c.table.cell(row, field)
	if slices.Contains(missingWords, strings.ToLower(strings.TrimSpace(at.text))) {
		return false
	}
	if field == atWords && thousands.MatchString(strings.TrimSpace(at.text)) {
		return true // which is told already
	}
	c.ledger.count(ruleCSVNumber, at.at, at.length, "{cell holds|cells hold} something else than a number or a time")
	return true
}

// words reads how many words a turn has, or counts them.
func (c *codedFile) words(u *uttered, row []cell) {
	if value := c.value(row, atWords); value != "" {
		if n, ok := c.number(value, c.table.cell(row, atWords)); ok && n <= math.MaxInt32 {
			u.words = int(n)
			return
		}
		if c.unread(row, atWords) {
			u.changed = lossNoWords
		}
	}
	if u.text == "" {
		u.uncounted = true
		return
	}
	u.words = CountWords(u.text, c.CodedTurns.Tags...)
	c.ledger.unparted(u.text, u.at, u.length, "turn")
}

// times reads start and end. An end without a start says nothing, and is left out.
func (c *codedFile) times(u *uttered, row []cell, when [2]string) {
	var known [2]bool
	for i, to := range []*int64{&u.start, &u.end} {
		if when[i] == "" {
			continue
		}
		if *to, known[i] = c.time(when[i], c.ms[i], c.table.cell(row, atStart+i)); !known[i] && c.unread(row, atStart+i) {
			u.changed = lossNoTimes
		}
	}
	u.timed = known[0] && known[1]
	u.open = known[0] && !known[1] && u.start <= maxMs
	for i := range when {
		if at := c.table.cell(row, atStart+i); known[i] && !u.timed && !u.open {
			c.ledger.count(ruleScriptTimes, at.at, at.length, "{turn has|turns have} an end and no start, or {lies|lie} beyond a week; {its|their} times are left out")
			u.changed = lossNoTimes
		}
	}
}

// time reads a time in milliseconds: seconds, milliseconds, mm:ss or hh:mm:ss.
func (c *codedFile) time(value string, ms bool, at cell) (int64, bool) {
	if before, after, ok := strings.Cut(value, ","); ok && !strings.ContainsAny(after, ",.:") && !strings.Contains(before, ".") {
		value = before + "." + after
		c.pointed.commas = true
		c.ledger.count(ruleCSVNumberForm, at.at, at.length, "{number is|numbers are} written otherwise than with digits and a decimal point where it is needed")
	}
	if strings.Count(at.text, ".") == 1 && thousands.MatchString(value) {
		if c.pointed.n++; c.pointed.n == 1 {
			c.pointed.first = cell{at: at.at, length: at.length}
		}
	}
	parts := strings.Split(value, ":")
	if len(parts) > 3 || strings.Trim(value, "0123456789.:") != "" {
		return 0, false
	}
	total := 0.0
	for i, part := range parts {
		n, err := strconv.ParseFloat(part, 64)
		if err != nil || i > 0 && n >= 60 || i < len(parts)-1 && strings.Contains(part, ".") {
			return 0, false
		}
		total = total*60 + n
	}
	if !ms || len(parts) > 1 {
		total *= 1000
	}
	if total > 1e15 {
		return 0, false
	}
	return int64(math.Round(total)), true
}
