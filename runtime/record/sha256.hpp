#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

// The one hash of records and logs, by libsodium, which nothing else of a record sees.
namespace carveout::record {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes);
  void add_number(std::uint64_t number);  // in eight bytes, the highest first
  [[nodiscard]] std::string digest();     // 32 bytes; the hash is done

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Two digits for each byte, 0 to 9 and a to f.
[[nodiscard]] std::string to_hex(std::string_view bytes);

}  // namespace carveout::record
