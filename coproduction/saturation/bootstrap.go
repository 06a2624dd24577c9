package saturation

import (
	"math"
	"math/big"

	"github.com/coproduction-lab/coproduction-go/coproduction/estimate"
)

const (
	bootstrapFormula   = "S + Σ (1−pⱼ)ⁿ"
	bootstrapSEFormula = "√(Σ qⱼ(1−qⱼ) + 2 Σⱼ₍ₖ (zⱼₖⁿ − qⱼqₖ)), qⱼ = (1−pⱼ)ⁿ"
)

// Bootstrap returns the bootstrap estimate of how many codes the material has: the
// codes seen, and those that a resample of as many interviews would be expected to
// miss. Nothing is drawn; it is the expectation over all resamples.
//
//	S + Σ (1−pⱼ)ⁿ
//
// where S counts the codes seen, pⱼ is the share of interviews that have code j, and
// n counts the interviews.
//
//	Unit   codes
//	Range  [S, 2S)
//	n      interviews, at least 2
//
// Undefined, with [NoInterviews] or [OneInterview], when n < 2, and with [NoCodes] when
// no code was given. The order of the
// interviews changes nothing.
//
// Source: Smith EP, van Belle G. Biometrics 1984;40:119–129, doi:10.2307/2530750.
func (x *Incidence) Bootstrap() estimate.Estimate {
	if why := x.unseen(); why != "" {
		return x.report(estimate.Undefined(why, x.n()), bootstrapFormula)
	}
	missed, all := x.missed()
	return x.report(estimate.Point(float64(x.observed)+quotient(missed, all), x.n()), bootstrapFormula)
}

// BootstrapSE returns the standard error of [Incidence.Bootstrap].
//
//	√(Σ qⱼ(1−qⱼ) + 2 Σⱼ₍ₖ (zⱼₖⁿ − qⱼqₖ)),  qⱼ = (1−pⱼ)ⁿ
//
// where zⱼₖ is the share of interviews that have neither code j nor code k, and the
// second sum goes over the pairs j < k. It is reckoned in whole numbers until the
// root; the time grows with the square of the codes.
//
//	Unit   codes
//	Range  [0, ∞)
//	n      interviews, at least 2
//
// Undefined as [Incidence.Bootstrap].
//
// Source: as [Incidence.Bootstrap].
func (x *Incidence) BootstrapSE() estimate.Estimate { return x.bootstrapSE(x.unions()) }

func (x *Incidence) bootstrapSE(unions []int64) estimate.Estimate {
	if why := x.unseen(); why != "" {
		return x.report(estimate.Undefined(why, x.n()), bootstrapSEFormula)
	}
	missed, all := x.missed() // Σ q is missed/all
	variance := new(big.Int).Set(missed)
	for u, pairs := range unions {
		neither := power(x.n()-int64(u), x.n())
		variance.Add(variance, neither.Mul(neither, big.NewInt(2*pairs)))
	}
	variance.Mul(variance, all)
	variance.Sub(variance, new(big.Int).Mul(missed, missed))
	return x.report(estimate.Point(math.Sqrt(quotient(variance, new(big.Int).Mul(all, all))), x.n()), bootstrapSEFormula)
}

// missed returns Σ (n−fⱼ)ⁿ over the codes seen, fⱼ the interviews with code j, and nⁿ.
func (x *Incidence) missed() (sum, all *big.Int) {
	sum, all = new(big.Int), power(x.n(), x.n())
	for f, codes := range x.frequencies() {
		if codes > 0 {
			without := power(x.n()-int64(f), x.n())
			sum.Add(sum, without.Mul(without, big.NewInt(codes)))
		}
	}
	return sum, all
}

func power(base, exponent int64) *big.Int {
	return new(big.Int).Exp(big.NewInt(base), big.NewInt(exponent), nil)
}

// quotient returns num/den to the digits of a float64: both are rounded to 128 bits first.
func quotient(num, den *big.Int) float64 {
	const digits = 128
	a, b := new(big.Float).SetPrec(digits).SetInt(num), new(big.Float).SetPrec(digits).SetInt(den)
	f, _ := a.Quo(a, b).Float64()
	return f
}
