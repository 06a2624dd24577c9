package indicator

import (
	"encoding/binary"
	"hash/maphash"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// numbers gives ids the numbers 0, 1, 2 … in the order in which they are first met,
// with open addressing in one table. It is there because a million lookups in a
// built-in map cost most of the time of counting a million visits.
//
// The hash is pair-multiply-shift under keys drawn for each table: of any ids
// that somebody could choose beforehand, two fall together as rarely as random ones
// do. The numbers do not depend on the keys. Source: Thorup M. High speed hashing
// for integers and strings. arXiv:1504.06804, §3.
type numbers struct {
	ids   []encounter.ID // by number
	slots []uint64       // a power of two, at most half taken: 0, or the head of the hash, and the number + 1 below it
	shift int            // 64 − log₂ len(slots)
	keys  [4]uint64
	sum   byte //  of slots that were looked at in advance, for nothing else
}

const below = 1<<32 - 1 // the lower half of a slot

func newNumbers() *numbers {
	const firstBits = 8
	n := &numbers{slots: make([]uint64, 1<<firstBits), shift: 64 - firstBits, ids: make([]encounter.ID, 0, 1<<firstBits/2+1)}
	seed := maphash.MakeSeed()
	for i := range n.keys {
		n.keys[i] = maphash.Bytes(seed, []byte{byte(i)})
	}
	return n
}

// hash puts the hash of each id into h. It also looks at the slot where the search
// for the id begins and at the id that is there: looks at many places wait for
// memory together, where those of one search after the other would wait in turn.
func (n *numbers) hash(ids []encounter.ID, h []uint64) {
	keys, slots, shift := n.keys, n.slots, n.shift
	h = h[:len(ids)]
	for i := range ids {
		id := &ids[i]
		high, low := binary.BigEndian.Uint64(id[:8]), binary.BigEndian.Uint64(id[8:])
		h[i] = (keys[0]+high>>32)*(keys[1]+high&below) + (keys[2]+low>>32)*(keys[3]+low&below)
	}
	if len(n.ids) == 0 {
		return
	}
	var sum byte
	var first [batch]uint64
	for i, hash := range h {
		first[i] = slots[hash>>shift] & below
	}
	for _, after := range first[:len(h)] {
		sum += n.ids[max(after, 1)-1][0]
	}
	n.sum += sum
}

// of returns the number of an id, of which h is the hash.
func (n *numbers) of(id *encounter.ID, h uint64) uint32 {
	mask := len(n.slots) - 1
	for i := int(h >> n.shift); ; i = (i + 1) & mask {
		s := n.slots[i]
		if s == 0 {
			n.ids = append(n.ids, *id)
			n.slots[i] = h&^below | uint64(len(n.ids))
			if 2*len(n.ids) > len(n.slots) {
				n.grow()
			}
			return uint32(len(n.ids) - 1)
		}
		if (s^h)>>32 == 0 && n.ids[s&below-1] == *id {
			return uint32(s&below) - 1
		}
	}
}

func (n *numbers) grow() {
	old := n.slots
	n.slots = make([]uint64, 2*len(old))
	n.shift--
	n.ids = append(make([]encounter.ID, 0, len(n.slots)/2+1), n.ids...)
	for _, s := range old {
		if s == 0 {
			continue
		}
		i := int(s >> n.shift)
		for n.slots[i] != 0 {
			i = (i + 1) & (len(n.slots) - 1)
		}
		n.slots[i] = s
	}
}
