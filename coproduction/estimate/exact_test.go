package estimate

import (
	"encoding/json"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var edges = []int64{math.MinInt64, math.MinInt64 + 1, -1 << 53, -3, -1, 0, 1, 2, 1<<53 + 1, math.MaxInt64}

// Against math/big, at every edge of int64.
func TestExactArithmetic(t *testing.T) {
	for _, a := range edges {
		assert.Equal(t, big.NewInt(a).String(), Int(a).String())
		assert.Equal(t, big.NewInt(a).Sign(), Int(a).Sign())
		for _, b := range edges {
			product := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
			assert.Equal(t, product.String(), Product(a, b).String(), "%d·%d", a, b)
			assert.Equal(t, new(big.Int).Add(product, big.NewInt(a)).String(), Product(a, b).Add(Int(a)).String())
			assert.Equal(t, new(big.Int).Sub(product, big.NewInt(a)).String(), Product(a, b).Sub(Int(a)).String())
			if b != 0 {
				want, _ := new(big.Rat).SetFrac(big.NewInt(a), big.NewInt(b)).Float64()
				assert.Equal(t, want, Quotient(Int(a), Int(b)), "%d/%d", a, b)
			}
		}
	}
	assert.Equal(t, 0., Quotient(Int(3), Int(0)))
}

// from: by hand, 10⁷ encounters of 10⁷ ms: Σ = 10²¹, past any int64, and 10²¹ + 1 after it.
func TestExactHoldsWhatFloatsLose(t *testing.T) {
	var sum Exact
	for range 10_000 {
		sum = sum.Add(Product(1e12, 1e5))
	}
	assert.Equal(t, "1000000000000000000001", sum.Add(Int(1)).String())
	assert.Equal(t, 1e21, sum.Float64())
}

func TestExactText(t *testing.T) {
	limit := new(big.Int).Lsh(big.NewInt(1), 160)
	within := new(big.Int).Sub(limit, big.NewInt(1)).String()
	for _, good := range []string{"0", "-1", "9223372036854775808", within, "-" + within} {
		var e Exact
		require.NoError(t, json.Unmarshal([]byte(`"`+good+`"`), &e), good)
		text, err := json.Marshal(e)
		require.NoError(t, err)
		assert.Equal(t, `"`+good+`"`, string(text))
	}
	for _, bad := range []string{"", "-", "-0", "+1", "01", "1.0", "1e3", " 1", "0x1", "1_000", limit.String(), "-" + limit.String()} {
		var e Exact
		assert.ErrorIs(t, e.UnmarshalText([]byte(bad)), ErrExact, bad)
		assert.Equal(t, Exact{}, e, "left as it was")
	}
}

func FuzzExactText(f *testing.F) {
	for _, seed := range []string{"0", "-17", "18446744073709551616", "-340282366920938463463374607431768211456", "00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var e Exact
		if e.UnmarshalText(text) != nil {
			return
		}
		again, err := e.MarshalText()
		require.NoError(t, err)
		require.Equal(t, string(text), string(again))
	})
}

func TestMergeIsOrderFree(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var whole Ratio
	var wholeMean Mean
	parts, means := make([]Ratio, 7), make([]Mean, 7)
	for range 500 {
		x, i := random.Int64N(1<<45), random.IntN(7)
		y := random.Int64N(x + 1)
		whole.Add(y, x)
		parts[i].Add(y, x)
		wholeMean.Add(y)
		means[i].Add(y)
	}
	for range 5 {
		random.Shuffle(7, func(i, j int) { parts[i], parts[j] = parts[j], parts[i]; means[i], means[j] = means[j], means[i] })
		var merged Ratio
		var mergedMean Mean
		for i := range parts {
			text, err := json.Marshal(parts[i])
			require.NoError(t, err)
			var travelled Ratio
			require.NoError(t, json.Unmarshal(text, &travelled))
			merged.Merge(travelled)
			text, err = json.Marshal(means[i])
			require.NoError(t, err)
			var mean Mean
			require.NoError(t, json.Unmarshal(text, &mean))
			mergedMean.Merge(mean)
		}
		assert.Equal(t, whole, merged)
		assert.Equal(t, whole.Estimate(.95), merged.Estimate(.95))
		assert.Equal(t, wholeMean, mergedMean)
		assert.Equal(t, wholeMean.Estimate(.95), mergedMean.Estimate(.95))
	}
}
