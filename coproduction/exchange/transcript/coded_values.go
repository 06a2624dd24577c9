package transcript

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// recognise finds the columns: those that the caller names, else the customary ones.
func (c *codedFile) recognise() error {
	var lacks lacking
	for _, delimiter := range []rune{',', ';', '\t'} {
		row, broken, err := firstRow(c.file, delimiter)
		if err != nil {
			return err
		}
		if broken != nil {
			c.ledger.flaw(broken)
			return nil
		}
		columns, assumed := c.Columns.customary(row)
		at, field := columns.find(row, []string{"speaker"})
		if field != "" {
			lacks.try(columns, row, at, field)
			continue
		}
		c.table = &header{delimiter, at, len(row)}
		for i, field := range []int{atStart, atEnd} {
			c.ms[i] = c.Milliseconds
			if n := at[field]; n >= 0 && strings.HasSuffix(strings.ToLower(strings.TrimSpace(row[n].text)), "_ms") {
				c.ms[i] = true
			}
		}
		if len(assumed) > 0 {
			c.ledger.report(ruleCSVColumns, row[0].at, 0, "taken by their customary names: "+strings.Join(assumed, ", "))
		}
		if at[atEncounter] < 0 {
			c.ledger.report(ruleCSVOne, row[0].at, 0, "no column is that of the encounter")
		}
		return nil
	}
	c.ledger.report(ruleCSVColumn, fileStart(), 0, lacks.detail())
	return nil
}

// customary fills in the fields that have a column of their customary name.
func (c Columns) customary(row []cell) (_ Columns, assumed []string) {
	taken := map[string]bool{}
	for _, field := range c.fields() {
		taken[strings.ToLower(strings.TrimSpace(*field.to))] = true
	}
	for _, field := range c.fields() {
		if *field.to != "" {
			continue
		}
		names := []string{field.name}
		if field.name == "start" || field.name == "end" {
			names = append(names, field.name+"_ms")
		}
		for _, name := range names {
			if *field.to == "" && !taken[name] && slices.ContainsFunc(row, func(c cell) bool { return strings.EqualFold(strings.TrimSpace(c.text), name) }) {
				*field.to = name
				assumed = append(assumed, field.name)
			}
		}
	}
	return c, assumed
}

// missingWords stand for an empty cell in many tables, and for something else in others.
var missingWords = []string{"na", "n/a", "nan", "null", "none", "-", "."}

// value returns a cell without the white space around it; empty where there is no such
// column, or where the caller says that the word stands for an empty cell.
func (c *codedFile) value(row []cell, field int) string { return c.valueFor(row, field, c.ledger) }

func (c *codedFile) valueFor(row []cell, field int, book *ledger) string {
	value := c.table.value(row, field, book)
	if slices.Contains(c.Missing, value) {
		return ""
	}
	if field != atText && slices.Contains(missingWords, strings.ToLower(value)) {
		at := c.table.cell(row, field)
		book.count(ruleCSVMissing, at.at, at.length, "{cell holds|cells hold} a word that may stand for an empty cell")
	}
	return value
}

// number reads a whole number that is not negative; 3.0 is one, with a finding.
func (c *codedFile) number(value string, at cell) (int64, bool) {
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
	c.ledger.count(ruleCSVNumber, at.at, at.length, "{cell holds|cells hold} something else than a number or a time")
	return true
}

// round reads the round of coding; below 0 where it is called by a word. See [rounds].
func (c *codedFile) round(row []cell) int64 {
	value := c.value(row, atRound)
	if value == "" {
		return 1
	}
	at := c.table.cell(row, atRound)
	if n, ok := c.number(value, at); ok && n >= 1 && n <= maxRound {
		return n
	}
	if slices.Contains(missingWords, strings.ToLower(value)) {
		return 1
	}
	n, numbered := c.book.rounds.of(value)
	if numbered {
		c.ledger.count(ruleCSVNumberForm, at.at, at.length, "{round has|rounds have} words beside {its|their} number")
	} else {
		c.ledger.count(ruleCSVRound, at.at, at.length, "{round is|rounds are} called otherwise than by a number from 1 to 1000")
	}
	return n
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
		c.ledger.count(ruleCSVNumberForm, at.at, at.length, "{number is|numbers are} written otherwise than with digits and a decimal point where it is needed")
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
