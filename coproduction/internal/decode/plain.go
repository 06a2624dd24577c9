package decode

import "github.com/coproduction-lab/coproduction-go/encounter"

// inspect looks at a text that people wrote.
func (d *Decoder) inspect(text []byte) {
	if !d.look && !Plain(text) {
		d.look = true
	}
}

// Plain reports that a text cannot have the shape of anything that tells who
// somebody is: a number, an address, a date of birth, a high age. Any of those has an
// @, or two digits, and more than a serial number has. A text that is not plain may
// be harmless nevertheless: the rules of privacy decide.
func Plain(text []byte) bool {
	digits := 0
	for i, c := range text {
		switch {
		case c-'0' <= 9:
			digits++
		case c == '@':
			return false
		case (c == 0xd9 || c == 0xdb) && i+1 < len(text) && text[i+1] >= 0xa0: // digits of Arabic and Persian, and some letters
			return false
		}
	}
	return digits < 2 || digits <= 7 && mark(text) || isTime(text) || isID(text)
}

// isTime reports whether a text is a date and time as records have them.
func isTime(text []byte) bool {
	_, _, ok := parseTime(text)
	return ok
}

// isID reports whether a text is a UUID that does not tell a time, with or without a
// prefix and a pointer.
func isID(text []byte) bool {
	const urn = "urn:uuid:"
	if len(text) >= len(urn)+36 && string(text[:len(urn)]) == urn {
		text = text[len(urn):]
	}
	var id encounter.ID
	if len(text) < 36 || !parseID(&id, text[:36]) || tellsTime(id.Version()) {
		return false
	}
	return len(text) == 36 || text[36] == '#' && plainPointer(text[37:])
}

// mark reports whether a text is a name as people give to parts of their data, as
// "t12" or "T4.code_9": letters, digits and [-_.]. Digits stand behind a letter
// or a separator; two in a row end the text, so that they are no age, and no two
// numbers are side by side, so that they are no date.
func mark(text []byte) bool {
	const letter, digit, separator, behind = 'a', '0', '-', '1' // behind: a separator behind a digit
	last, run := byte(separator), 0
	for i, c := range text {
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			if run > 1 {
				return false
			}
			last, run = letter, 0
		case c-'0' <= 9:
			if i == 0 || last == behind {
				return false
			}
			last, run = digit, run+1
		case c == '-' || c == '_' || c == '.':
			if run > 1 {
				return false
			}
			if last == digit || last == behind {
				last = behind
			} else {
				last = separator
			}
			run = 0
		default:
			return false
		}
	}
	return true
}

// tellsTime reports whether UUIDs of this version hold the time at which they were made.
func tellsTime(version int) bool { return version == 1 || version == 2 || version == 6 || version == 7 }
