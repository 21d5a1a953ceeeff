#include <sodium.h>

#include <charconv>

#include "carveout/log.hpp"
#include "explain/json_writer.hpp"
#include "record/sha256.hpp"

namespace carveout {
namespace {

using record::to_hex;

// The bytes of so many digits, or nothing.
std::optional<std::string> from_hex(std::string_view digits, std::size_t bytes) {
  if (digits.size() != 2 * bytes || digits.find_first_not_of("0123456789abcdef") != std::string_view::npos)
    return std::nullopt;
  std::string out(bytes, '\0');
  for (std::size_t i = 0; i < bytes; ++i) {
    const auto digit = [&](char c) { return c >= 'a' ? c - 'a' + 10 : c - '0'; };
    out[i] = static_cast<char>(16 * digit(digits[2 * i]) + digit(digits[2 * i + 1]));
  }
  return out;
}

unsigned char* bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// SPEC 19.5: what is signed is the line without its signature.
std::string signed_text(const SignedHead& head) {
  return "{\"head\":1,\"sequence\":" + std::to_string(head.head.sequence) + ",\"hash\":\"" + head.head.hash +
         "\",\"at\":" + (head.at ? json_quoted(*head.at) : std::string("null")) + ",\"key\":\"" + head.key + "\"}";
}

// Takes `literal` off the front.
bool take(std::string_view& text, std::string_view literal) {
  const bool there = text.substr(0, literal.size()) == literal;
  if (there) text.remove_prefix(literal.size());
  return there;
}

// Takes so many digits and the quotes after them.
bool take_digits(std::string_view& text, std::size_t digits, std::string& out) {
  out = text.substr(0, digits);
  const bool there = from_hex(out, digits / 2).has_value();
  if (there) text.remove_prefix(digits);
  return there && take(text, "\"");
}

}  // namespace

LogKeys make_log_keys() {
  if (sodium_init() < 0) return {};
  std::string seed(crypto_sign_SEEDBYTES, '\0');
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
  std::string key(crypto_sign_PUBLICKEYBYTES, '\0');
  randombytes_buf(seed.data(), seed.size());
  crypto_sign_seed_keypair(bytes(key), bytes(secret), bytes(seed));
  LogKeys out{to_hex(seed), to_hex(key)};
  sodium_memzero(seed.data(), seed.size());
  sodium_memzero(secret.data(), secret.size());
  return out;
}

std::optional<SignedHead> sign_head(const LogHead& head, std::optional<std::string> at, std::string_view secret) {
  auto seed = from_hex(secret, crypto_sign_SEEDBYTES);
  if (!seed || sodium_init() < 0) return std::nullopt;
  std::string whole(crypto_sign_SECRETKEYBYTES, '\0');
  std::string key(crypto_sign_PUBLICKEYBYTES, '\0');
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_seed_keypair(bytes(key), bytes(whole), bytes(*seed));
  SignedHead out{head, std::move(at), to_hex(key), {}};
  const std::string text = signed_text(out);
  crypto_sign_detached(bytes(signature), nullptr, bytes(std::string_view(text)), text.size(), bytes(whole));
  sodium_memzero(whole.data(), whole.size());
  sodium_memzero(seed->data(), seed->size());
  out.signature = to_hex(signature);
  return out;
}

std::string signed_head_text(const SignedHead& head) {
  std::string out = signed_text(head);
  out.pop_back();
  return out + ",\"signature\":\"" + head.signature + "\"}\n";
}

std::optional<SignedHead> read_signed_head(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  const std::string_view whole = text;
  SignedHead out;
  constexpr std::size_t kHash = 64;
  if (!take(text, "{\"head\":1,\"sequence\":")) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.head.sequence);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!take(text, ",\"hash\":\"") || !take_digits(text, kHash, out.head.hash) || !take(text, ",\"at\":"))
    return std::nullopt;
  if (!take(text, "null")) {
    // A moment has no characters that would be escaped.
    const std::size_t close = text.find('"', 1);
    if (!take(text, "\"") || close == std::string_view::npos) return std::nullopt;
    out.at = text.substr(0, close - 1);
    text.remove_prefix(close);
  }
  if (!take(text, ",\"key\":\"") || !take_digits(text, kHash, out.key) || !take(text, ",\"signature\":\"") ||
      !take_digits(text, 2 * kHash, out.signature) || text != "}")
    return std::nullopt;
  std::string again = signed_head_text(out);
  again.pop_back();
  return again == whole ? std::optional(std::move(out)) : std::nullopt;
}

bool is_signed_by(const SignedHead& head, std::string_view key) {
  const auto public_key = from_hex(key, crypto_sign_PUBLICKEYBYTES);
  const auto signature = from_hex(head.signature, crypto_sign_BYTES);
  if (!public_key || !signature || head.key != key || sodium_init() < 0) return false;
  const std::string text = signed_text(head);
  return crypto_sign_verify_detached(bytes(std::string_view(*signature)), bytes(std::string_view(text)), text.size(),
                                     bytes(std::string_view(*public_key))) == 0;
}

}  // namespace carveout
