package transcript

import (
	"slices"
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
