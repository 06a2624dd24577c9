package decode

import (
	"encoding/binary"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// id reads a UUID in its canonical form.
func (d *Decoder) id() (id encounter.ID) {
	rest := d.raw[d.at:]
	var text []byte
	if len(rest) >= 38 && rest[0] == '"' && rest[37] == '"' {
		text = rest[1:37]
		d.at += 38
	} else { // with escapes
		text = d.quoted()
	}
	if !parseID(&id, text) {
		d.unsure = true
	}
	if tellsTime(id.Version()) {
		d.look = true
	}
	return id
}

// parseID reads the 36 characters of a UUID in its canonical form.
func parseID(id *encounter.ID, text []byte) bool {
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' {
		return false
	}
	word, half := binary.LittleEndian.Uint64, func(b []byte) uint64 { return uint64(binary.LittleEndian.Uint32(b)) }
	a, badA := fromHex(word(text))
	b, badB := fromHex(half(text[9:]) | half(text[14:])<<32)
	c, badC := fromHex(half(text[19:]) | half(text[24:])<<32)
	d, badD := fromHex(word(text[28:]))
	binary.LittleEndian.PutUint32(id[:], a)
	binary.LittleEndian.PutUint32(id[4:], b)
	binary.LittleEndian.PutUint32(id[8:], c)
	binary.LittleEndian.PutUint32(id[12:], d)
	return badA|badB|badC|badD == 0
}

// fromHex reads eight hexadecimal digits in lower case, all at the same time: the four
// bytes that they stand for, the first in the lowest place. Bad is not 0 where one of
// the eight is no such digit.
func fromHex(digits uint64) (four uint32, bad uint64) {
	const each = 0x0101010101010101
	letters := digits >> 6 & each // 1 for each of a to f, and for others that are bad
	values := digits&(0x0f*each) + letters*9
	bad = digits ^ (values + '0'*each + letters*('a'-'0'-10)) // another character that has such a value
	bad |= values >> 4 & each                                 // beyond f
	bad |= (values+(0x80-10)*each)>>7&each ^ letters          // a letter below ten, or a digit above nine
	values = (values<<4 | values>>8) & 0x00ff00ff00ff00ff
	values = (values | values>>8) & 0x0000ffff0000ffff
	return uint32(values | values>>16), bad
}
