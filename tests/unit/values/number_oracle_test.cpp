// Exact numbers against GMP: the same result wherever it fits in 127 bits, a fault exactly where it does not.
#include <doctest/doctest.h>
#include <gmp.h>

#include <string>
#include <utility>

#include "carveout/lang/number.hpp"
#include "unit/values/random.hpp"
#include "values/wide.hpp"

using namespace carveout;

namespace {

constexpr int kPairs = 100'000;

// A rational of GMP, with an owner.
class Rational {
 public:
  Rational() { mpq_init(q_); }
  explicit Rational(const Number& number) : Rational() {
    set(mpq_numref(q_), number.numerator());
    set(mpq_denref(q_), number.denominator());
  }
  Rational(const Rational&) = delete;
  Rational& operator=(const Rational&) = delete;
  ~Rational() { mpq_clear(q_); }
  mpq_ptr get() { return q_; }
  mpq_srcptr get() const { return q_; }

  bool fits() const { return mpz_sizeinbase(mpq_numref(q_), 2) <= 127 && mpz_sizeinbase(mpq_denref(q_), 2) <= 127; }
  std::string text() const { return taken(mpq_get_str(nullptr, 10, q_)); }
  std::string numerator_text() const { return taken(mpz_get_str(nullptr, 10, mpq_numref(q_))); }

 private:
  // GMP's strings belong to its allocator.
  static std::string taken(char* owned) {
    std::string result = owned;
    void (*release)(void*, size_t) = nullptr;
    mp_get_memory_functions(nullptr, nullptr, &release);
    release(owned, result.size() + 1);
    return result;
  }
  static void set(mpz_ptr z, __int128 value) {
    const wide::U128 size = wide::magnitude(value);
    const std::uint64_t words[] = {static_cast<std::uint64_t>(size), static_cast<std::uint64_t>(size >> 64)};
    mpz_import(z, 2, -1, sizeof(std::uint64_t), 0, 0, words);
    if (value < 0) mpz_neg(z, z);
  }

  mpq_t q_;
};

// Nothing is left of a fault but that it is one.
std::string text_of(const Checked<Number>& result) {
  if (!result.ok()) return std::string(fault_id(result.fault()));
  return Rational(*result).text();
}

std::string expected(const Rational& result) {
  return result.fits() ? result.text() : "number_out_of_range";
}

// Positive parts of every size, many of them near a bound, smooth, or related to the one before.
class Parts {
 public:
  explicit Parts(test::Random& random) : random_(random) {}

  wide::U128 next() {
    const wide::U128 part = candidate() & kMask;
    last_ = part == 0 ? 1 : part;
    return last_;
  }

 private:
  static constexpr wide::U128 kMask = ~wide::U128{0} >> 1;

  wide::U128 candidate() {
    const auto shift = static_cast<int>(random_.between(0, 126));
    const wide::U128 noise = (wide::U128{random_.bits()} << 64) | random_.bits();
    switch (random_.between(0, 9)) {
      case 0:
        return static_cast<wide::U128>(random_.between(1, 12));
      case 1:
        return kMask - static_cast<wide::U128>(random_.between(0, 3));
      case 2:
        return wide::U128{1} << shift;
      case 3:
        return (wide::U128{1} << shift) + 1;
      case 4:
        return (wide::U128{1} << shift) - 1;
      case 5:
        return smooth();
      case 6:
        return last_;
      case 7:
        return last_ / static_cast<wide::U128>(random_.between(1, 12));
      case 8:
        return last_ + 1;
      default:
        return noise >> (shift + 1);
    }
  }
  wide::U128 smooth() {
    constexpr int kPrimes[] = {2, 3, 5, 7, 10, 1'000'003};
    wide::U128 value = 1;
    for (int i = static_cast<int>(random_.between(0, 60)); i > 0; --i) {
      const auto prime = static_cast<wide::U128>(kPrimes[random_.between(0, 5)]);
      if (value > kMask / prime) break;
      value *= prime;
    }
    return value;
  }

  test::Random& random_;
  wide::U128 last_ = 1;
};

std::string digits_of(wide::U128 value) {
  std::string digits;
  for (; value != 0; value /= 10) digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(value % 10)));
  return digits;
}

Number random_number(test::Random& random, Parts& parts) {
  if (random.one_in(40)) return Number(0);
  const std::string sign = random.one_in(2) ? "-" : "";
  const auto numerator = Number::parse(sign + digits_of(parts.next()));
  if (random.one_in(8)) return *numerator;
  const auto result = divide(*numerator, *Number::parse(digits_of(parts.next())));
  return result.ok() ? *result : *numerator;
}

// The multiple of the step as GMP rounds the quotient.
void round_with_gmp(Rational& result, const Rational& a, const Rational& step, Number::Rounding rounding) {
  mpq_div(result.get(), a.get(), step.get());
  mpz_ptr steps = mpq_numref(result.get());
  mpz_ptr divisor = mpq_denref(result.get());
  switch (rounding) {
    case Number::Rounding::Up:
      mpz_cdiv_q(steps, steps, divisor);
      break;
    case Number::Rounding::Down:
      mpz_fdiv_q(steps, steps, divisor);
      break;
    case Number::Rounding::HalfAwayFromZero: {
      // sign * floor((2 |n| + d) / 2 d)
      const int sign = mpz_sgn(steps);
      mpz_abs(steps, steps);
      mpz_mul_ui(steps, steps, 2);
      mpz_add(steps, steps, divisor);
      mpz_mul_ui(divisor, divisor, 2);
      mpz_fdiv_q(steps, steps, divisor);
      if (sign < 0) mpz_neg(steps, steps);
      break;
    }
  }
  mpz_set_ui(divisor, 1);
  mpq_mul(result.get(), result.get(), step.get());
}

struct Tally {
  int fitted = 0;
  int refused = 0;
  void agree(const char* operation, const Number& a, const Number& b, const Checked<Number>& ours,
             const Rational& theirs) {
    ++(ours.ok() ? fitted : refused);
    if (text_of(ours) == expected(theirs)) return;
    FAIL_CHECK(std::string(operation), " of ", Rational(a).text(), " and ", Rational(b).text(), " gives ",
               text_of(ours), ", not ", expected(theirs), "; seed ", test::seed());
  }
};

}  // namespace

TEST_CASE("arithmetic agrees with GMP wherever the result fits, and is a fault exactly where it does not") {
  MESSAGE("seed ", test::seed());
  test::Random random(test::seed());
  Parts parts(random);
  Tally tally;
  for (int i = 0; i < kPairs; ++i) {
    const Number a = random_number(random, parts);
    const Number b = random_number(random, parts);
    const Rational left(a);
    const Rational right(b);
    Rational result;
    mpq_add(result.get(), left.get(), right.get());
    tally.agree("the sum", a, b, add(a, b), result);
    mpq_sub(result.get(), left.get(), right.get());
    tally.agree("the difference", a, b, subtract(a, b), result);
    mpq_mul(result.get(), left.get(), right.get());
    tally.agree("the product", a, b, multiply(a, b), result);
    if (b == Number(0)) {
      CHECK(divide(a, b).fault() == Fault::DivisionByZero);
      continue;
    }
    mpq_div(result.get(), left.get(), right.get());
    tally.agree("the quotient", a, b, divide(a, b), result);
  }
  // Both sides of the bound were reached often.
  CHECK(tally.fitted > kPairs / 2);
  CHECK(tally.refused > kPairs / 2);
}

TEST_CASE("order agrees with GMP for every pair") {
  test::Random random(test::seed() + 1);
  Parts parts(random);
  for (int i = 0; i < kPairs; ++i) {
    const Number a = random_number(random, parts);
    const Number b = random.one_in(10) ? a : random_number(random, parts);
    const int theirs = mpq_cmp(Rational(a).get(), Rational(b).get());
    const auto ours = a <=> b;
    if ((ours < 0) == (theirs < 0) && (ours > 0) == (theirs > 0) && (a == b) == (theirs == 0)) continue;
    FAIL_CHECK(Rational(a).text(), " and ", Rational(b).text(), " are ordered otherwise; seed ", test::seed());
  }
}

TEST_CASE("rounding agrees with GMP wherever the result fits, and is a fault exactly where it does not") {
  using enum Number::Rounding;
  test::Random random(test::seed() + 2);
  Parts parts(random);
  Tally tally;
  for (int i = 0; i < kPairs / 3; ++i) {
    const Number a = random_number(random, parts);
    const Number drawn = random_number(random, parts);
    const Number step = drawn == Number(0) ? Number(1) : (drawn < Number(0) ? *negate(drawn) : drawn);
    // An odd number of half steps lies exactly in the middle: a quarter of the cases.
    const auto half_steps = divide(Number(2 * random.between(-9, 9) + 1), Number(2));
    const auto middle = multiply(step, *half_steps);
    const Number rounded = middle.ok() && random.one_in(4) ? *middle : a;
    for (const auto rounding : {HalfAwayFromZero, Up, Down}) {
      Rational result;
      round_with_gmp(result, Rational(rounded), Rational(step), rounding);
      tally.agree("the rounding", rounded, step, round_to(rounded, step, rounding), result);
    }
  }
  CHECK(tally.fitted > kPairs / 4);
  CHECK(tally.refused > kPairs / 100);
}

TEST_CASE("results are in lowest terms with a positive denominator") {
  test::Random random(test::seed() + 3);
  Parts parts(random);
  for (int i = 0; i < kPairs / 10; ++i) {
    const Number a = random_number(random, parts);
    const auto result = add(a, random_number(random, parts));
    if (!result.ok()) continue;
    CHECK(result->denominator() > 0);
    CHECK(wide::gcd(wide::magnitude(result->numerator()), wide::magnitude(result->denominator())) == 1);
  }
}

TEST_CASE("a decimal reads back as the number it was written from") {
  test::Random random(test::seed() + 4);
  Parts parts(random);
  int decimals = 0;
  for (int i = 0; i < kPairs / 5; ++i) {
    const Number a = random_number(random, parts);
    const std::string text = a.to_text();
    const std::size_t stroke = text.find('/');
    if (stroke == std::string::npos) {
      ++decimals;
      if (Number::parse(text) != a) FAIL_CHECK(text, " reads back as another number; seed ", test::seed());
      if (text.find('.') != std::string::npos) CHECK(text.back() != '0');
    } else if (text != Rational(a).text()) {
      FAIL_CHECK(text, " is not the quotient; seed ", test::seed());
    }
  }
  CHECK(decimals > 1000);
}

TEST_CASE("reading decimals agrees with GMP wherever they fit, and refuses exactly the others") {
  test::Random random(test::seed() + 5);
  int read = 0;
  int refused = 0;
  for (int i = 0; i < kPairs / 5; ++i) {
    Rational exact;
    mpz_ptr significand = mpq_numref(exact.get());
    mpz_ptr power = mpq_denref(exact.get());
    // A random significand times a power of two or five, so that the places cancel often.
    mpz_ui_pow_ui(significand, random.one_in(2) ? 5 : 2, static_cast<unsigned long>(random.between(0, 130)));
    mpz_mul_ui(significand, significand, random.bits() >> random.between(0, 63));
    const auto places = static_cast<std::size_t>(random.between(0, 130));
    mpz_ui_pow_ui(power, 10, places);
    std::string text = exact.numerator_text();
    mpq_canonicalize(exact.get());
    if (random.one_in(2)) {
      text += "e-" + std::to_string(places);
    } else if (places > 0) {
      if (text.size() <= places) text.insert(0, std::string(places + 1 - text.size(), '0'));
      text.insert(text.size() - places, ".");
    }
    const auto ours = Number::parse(text);
    ++(ours ? read : refused);
    if (ours.has_value() != exact.fits() || (ours && Rational(*ours).text() != exact.text())) {
      FAIL_CHECK(text, " is read as another number; seed ", test::seed());
    }
  }
  CHECK(read > 1000);
  CHECK(refused > 1000);
}

TEST_CASE("the longest decimal that fits is read") {
  // (2^127 - 1) / 2^126 has 1 digit and 126 places.
  Rational exact;
  mpz_ui_pow_ui(mpq_numref(exact.get()), 5, 126);
  const Number greatest = *Number::parse("170141183460469231731687303715884105727");
  mpz_mul(mpq_numref(exact.get()), mpq_numref(exact.get()), mpq_numref(Rational(greatest).get()));
  std::string text = exact.numerator_text();
  REQUIRE(text.size() == 127);
  const auto read = Number::parse(text.insert(1, "."));
  REQUIRE(read.has_value());
  CHECK(read->numerator() == greatest.numerator());
  CHECK(read->denominator() == __int128{1} << 126);
}
