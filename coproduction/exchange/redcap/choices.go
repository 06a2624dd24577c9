package redcap

import (
	"regexp"
	"strings"
)

// A choice is one of the answers of a field.
type choice struct{ code, label string } // the label without its mark-up

// Choices are the answers of a field. Of two with the same code or label the first
// counts.
type choices struct {
	codes, labels, boxes map[string]choice // labels in lower case; boxes by [boxName]
}

// choicesOf reads "1, Yes | 0, No"; it returns nil where there is no choice.
func choicesOf(text string) *choices {
	all := &choices{map[string]choice{}, map[string]choice{}, map[string]choice{}}
	for _, part := range strings.FieldsFunc(text, func(c rune) bool { return c == '|' || c == '\n' }) {
		code, label, _ := strings.Cut(part, ",")
		one := choice{strings.TrimSpace(code), plain(label)}
		if one.code != "" {
			first(all.codes, one.code, one)
			first(all.labels, strings.ToLower(one.label), one)
			first(all.boxes, boxName(one.code), one)
		}
	}
	if len(all.codes) == 0 {
		return nil
	}
	return all
}

func first(of map[string]choice, name string, one choice) {
	if _, had := of[name]; !had {
		of[name] = one
	}
}

// find returns the choice that a value stands for, by its code or by its label.
func (c *choices) find(value string) (choice, bool) {
	if one, known := c.codes[value]; known {
		return one, true
	}
	return c.labelled(value)
}

// labelled returns the choice of a label.
func (c *choices) labelled(label string) (choice, bool) {
	if c == nil {
		return choice{}, false
	}
	one, known := c.labels[strings.ToLower(plain(label))]
	return one, known
}

// box returns the choice of a check box that a column is of.
func (c *choices) box(suffix string) (choice, bool) {
	if c == nil {
		return choice{}, false
	}
	one, known := c.boxes[boxName(suffix)]
	return one, known
}

// checked reads the value of a check box.
func checked(value string) (on, known bool) {
	switch strings.ToLower(value) {
	case "1", "checked", "yes":
		return true, true
	case "0", "unchecked", "no":
		return false, true
	}
	return false, false
}

// boxColumn takes a column of a check box apart.
var boxColumn = regexp.MustCompile(`^(.+?)___(.+)$`)

// boxName is how a code is written in the name of a column: in lower case, and with
// underscores for what a name may not hold.
func boxName(code string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return '_'
	}, strings.ToLower(code))
}
