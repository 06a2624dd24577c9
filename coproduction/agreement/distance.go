package agreement

import "math"

// A form says how the distance of two categories follows from their positions.
type form int

const (
	equal    form = iota // 0 for the same, else 1
	absolute             // |xₖ − xₗ|
	squared              // (xₖ − xₗ)²
	steps                // s(s+1)/2, s = |xₖ − xₗ|
	ratio                // ((xₖ − xₗ) / (xₖ + xₗ))²
	given                // the caller's
)

// A distance is how far apart two categories are. The positions ascend.
type distance struct {
	form  form
	x     []float64
	scale float64
	by    func(k, l int) float64
}

// at returns the distance of two categories.
func (d distance) at(k, l int32) float64 {
	if k == l {
		return 0
	}
	if d.form == equal {
		return d.scale
	}
	if d.form == given {
		return d.by(int(k), int(l))
	}
	apart := math.Abs(d.x[k] - d.x[l])
	switch d.form {
	case squared:
		apart *= apart
	case steps:
		apart *= (apart + 1) / 2
	case ratio:
		apart /= d.x[k] + d.x[l]
		apart *= apart
	}
	return apart * d.scale
}

// means returns, for each category k, Σₗ pₗ d(k, l). It takes a time that grows
// with the number of categories, and with its square for the last two forms.
func (d distance) means(p []float64) []float64 {
	out := make([]float64, len(p))
	switch d.form {
	case equal:
		d.addEqual(out, p)
	case absolute:
		d.addAbsolute(out, p, d.scale)
	case squared:
		d.addSquared(out, p, d.scale)
	case steps:
		d.addAbsolute(out, p, d.scale/2)
		d.addSquared(out, p, d.scale/2)
	default:
		for k := range out {
			for l, share := range p {
				if share != 0 {
					out[k] += float64(share * d.at(int32(k), int32(l)))
				}
			}
		}
	}
	return out
}

func (d distance) addEqual(out, p []float64) {
	var before float64
	for k, share := range p { // what is left and right, rather than a difference: nothing cancels
		out[k] += float64(before * d.scale)
		before += share
	}
	var after float64
	for k := len(p) - 1; k >= 0; k-- {
		out[k] += float64(after * d.scale)
		after += p[k]
	}
}

func (d distance) addAbsolute(out, p []float64, scale float64) {
	var weight, moment float64
	for k := range p {
		if k > 0 {
			moment += float64(weight * (d.x[k] - d.x[k-1]))
		}
		out[k] += float64(moment * scale)
		weight += p[k]
	}
	weight, moment = 0, 0
	for k := len(p) - 1; k >= 0; k-- {
		if k < len(p)-1 {
			moment += float64(weight * (d.x[k+1] - d.x[k]))
		}
		out[k] += float64(moment * scale)
		weight += p[k]
	}
}

// addSquared rests on Σₗ pₗ (xₖ − xₗ)² = P (xₖ − x̄)² + Σₗ pₗ (xₗ − x̄)², P = Σ pₗ. The
// positions are counted from the first, so that where zero is costs no digits.
func (d distance) addSquared(out, p []float64, scale float64) {
	var total, moment float64
	for k, share := range p {
		total += share
		moment += float64(share * (d.x[k] - d.x[0]))
	}
	if total == 0 {
		return
	}
	mean := moment / total
	squares := make([]float64, len(p))
	var spread float64
	for k, share := range p {
		apart := d.x[k] - d.x[0] - mean
		squares[k] = apart * apart
		spread += float64(squares[k] * share)
	}
	for k := range out {
		out[k] += float64((float64(squares[k]*total) + spread) * scale)
	}
}

// mean returns Σₖ pₖ vₖ.
func mean(p, v []float64) float64 {
	var sum float64
	for k, share := range p {
		if share != 0 {
			sum += float64(share * v[k])
		}
	}
	return sum
}
