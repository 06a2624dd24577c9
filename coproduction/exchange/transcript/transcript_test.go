package transcript

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMilliseconds(t *testing.T) {
	tests := []struct {
		name string
		from string
		s    Seconds
		want int64
	}{
		{"zero", "by hand", 0, 0},
		{"half away from zero", "by hand", 0.0005, 1},
		{"half away from zero below it", "by hand", -0.0005, -1},
		{"just under half", "by hand", 0.00049999, 0},
		{"the decimal, not the fraction", "by hand: 1.0005 as a fraction is 1.000499999999999989…", 1.0005, 1001},
		{"as Praat writes", "by hand", 2.5334561157322537, 2533},
		{"the last time", "by hand", MaxSeconds, 1_000_000_000_000},
		{"the first time", "by hand", -MaxSeconds, -1_000_000_000_000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, tt.s.Milliseconds(), tt.from)
		})
	}
}

func TestDuration(t *testing.T) {
	assert.Equal(t, Seconds(2.5), Interval{Start: 1, End: 3.5}.Duration())
}

// Every whole millisecond of a day comes back.
func TestMillisecondsOfWholeMilliseconds(t *testing.T) {
	for ms := int64(0); ms < 86_400_000; ms += 997 {
		if got := (Seconds(ms) / 1000).Milliseconds(); got != ms {
			t.Fatalf("%d ms came back as %d", ms, got)
		}
	}
}
