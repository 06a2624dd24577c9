package decode

import "encoding/binary"

// An object is the members that objects of one type may have.
type object[T any] struct {
	members []member[T]
	keys    []key // of the members
	byName  map[string]int
}

// A member knows how to read its value into a T.
type member[T any] struct {
	name string
	read func(*Decoder, *T)
}

// A key is the bytes of a name with its quotes and the colon, as words to be compared
// with: the first eight bytes, or of a shorter one all there are, the eight behind
// them and the last eight.
type key struct {
	first, mask, second, last uint64
	length                    int
	text                      string
}

func keyOf(name string) key {
	text := `"` + name + `":`
	k := key{mask: ^uint64(0), length: len(text), text: text}
	if len(text) < 8 {
		k.mask = 1<<(8*len(text)) - 1
	}
	k.first = binary.LittleEndian.Uint64([]byte(text + "12345")[:8]) & k.mask
	if len(text) > 8 {
		k.last = binary.LittleEndian.Uint64([]byte(text[len(text)-8:]))
	}
	if len(text) >= 16 {
		k.second = binary.LittleEndian.Uint64([]byte(text[8:16]))
	}
	return k
}

// goesOn reports whether text, which begins with the first bytes of a key and is no
// shorter than all of it, goes on like it.
func (k *key) goesOn(text []byte) bool {
	switch n := k.length; {
	case n <= 8:
		return true
	case n > 24:
		return string(text[:n]) == k.text
	default:
		return binary.LittleEndian.Uint64(text[n-8:]) == k.last &&
			(n <= 16 || binary.LittleEndian.Uint64(text[8:]) == k.second)
	}
}

// objectOf lists the members of a type, in the order in which records are written.
func objectOf[T any](members []member[T]) *object[T] {
	o := &object[T]{members: members, byName: make(map[string]int, len(members))}
	for i := range members {
		o.byName[members[i].name] = i
		o.keys = append(o.keys, keyOf(members[i].name))
	}
	return o
}

// read reads an object. The member after the last one in the list is tried first:
// a program writes all its records in one order.
func (o *object[T]) read(d *Decoder, into *T) {
	if !d.open('{') {
		return
	}
	next := 0
	for d.more('}') {
		i := o.next(d, next)
		if i < 0 {
			d.unsure = true
			return
		}
		o.members[i].read(d, into)
		next = i + 1
	}
}

// next goes over the name of a member and the colon, and returns the member's index,
// from the guess on; −1 where the name is not in the list.
func (o *object[T]) next(d *Decoder, guess int) int {
	rest := d.raw[d.at:]
	if len(rest) >= 8 {
		begin := binary.LittleEndian.Uint64(rest)
		for i := guess; i < len(o.keys); i++ { // optional members are left out in their place
			k := &o.keys[i]
			if begin&k.mask != k.first || len(rest) <= k.length || !k.goesOn(rest) {
				continue
			}
			d.at += k.length
			if rest[k.length] <= ' ' {
				d.space()
			}
			return i
		}
	}
	i, ok := o.byName[string(d.quoted())]
	if !ok {
		return -1
	}
	d.colon()
	return i
}

// list reads an array into a slice of the slab.
func list[T any](d *Decoder, s *slab[T], read func(*Decoder, *T)) []T {
	if !d.open('[') {
		return nil
	}
	begin := len(s.all)
	for d.more(']') {
		s.all = append(s.all, *new(T))
		read(d, &s.all[len(s.all)-1])
	}
	return s.from(begin, d.Reuse)
}
