package decode

// words are the texts that came last, so that those of a vocabulary are made once.
type words [2048]string

// longest is the length of the longest text that is kept.
const longest = 32

// text makes a string of bytes, or finds the one that was made before.
func (w *words) text(b []byte) string {
	n := len(b)
	if n == 0 || n > longest {
		return string(b)
	}
	hash := uint32(2166136261) // FNV-1a
	for _, c := range b {
		hash = (hash ^ uint32(c)) * 16777619
	}
	slot := &w[(hash^hash>>15)%uint32(len(w))]
	if *slot != string(b) {
		*slot = string(b)
	}
	return *slot
}
