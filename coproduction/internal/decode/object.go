package decode

import "encoding/binary"

// An object is the members that objects of one type may have.
type object[T any] struct {
	members []member[T]
	heads   []head // of their names with the quotes
	byName  map[string]int
}

// A member knows how to read its value into a T.
type member[T any] struct {
	name string // with its quotes
	read func(*Decoder, *T)
}

// A head is the first eight bytes of a name, or of a shorter one all there are.
type head struct{ bytes, mask uint64 }

func headOf(name string) (h head) {
	for i := range min(len(name), 8) {
		h.bytes |= uint64(name[i]) << (8 * i)
		h.mask |= 0xff << (8 * i)
	}
	return h
}

// objectOf lists the members of a type, in the order in which records are written.
func objectOf[T any](members []member[T]) *object[T] {
	o := &object[T]{members: members, byName: make(map[string]int, len(members))}
	for i := range members {
		o.byName[members[i].name] = i
		members[i].name = `"` + members[i].name + `"`
		o.heads = append(o.heads, headOf(members[i].name))
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
		d.colon()
		o.members[i].read(d, into)
		next = i + 1
	}
}

// next reads the name of a member and returns its index, from the guess on; −1 where
// the name is not in the list.
func (o *object[T]) next(d *Decoder, guess int) int {
	rest := d.raw[d.at:]
	if len(rest) >= 8 {
		begin := binary.LittleEndian.Uint64(rest)
		for i := guess; i < len(o.heads); i++ { // optional members are left out in their place
			if begin&o.heads[i].mask != o.heads[i].bytes {
				continue
			}
			name := o.members[i].name
			if n := len(name); n <= 8 || len(rest) > n && string(rest[8:n]) == name[8:] {
				d.at += n
				return i
			}
		}
	}
	if i, ok := o.byName[string(d.quoted())]; ok {
		return i
	}
	return -1
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
