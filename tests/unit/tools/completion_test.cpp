#include "repl/completion.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using carveout::tool::repl::completions;
using carveout::tool::repl::Session;

namespace {

// On the policy of the golden sessions.
class Typing {
 public:
  Typing() : session_({}) { REQUIRE(session_.open(CARVEOUT_SOURCE_DIR "/tests/golden/policies/session.carve").good); }
  void run(std::string_view line) { REQUIRE(session_.run(line).good); }
  // The words after `|`, which stands where the word begins.
  [[nodiscard]] std::string after(std::string_view line) const {
    const auto found = completions(session_, line);
    std::string out(line.substr(0, found.begin));
    for (const std::string& word : found.words) out += '|' + word;
    return out;
  }

 private:
  Session session_;
};

}  // namespace

TEST_CASE("inside the brackets of a record its fields are completed, each once, and after one its values") {
  const Typing typing;
  CHECK(typing.after("set who {") == "set who {|age |met |name ");
  CHECK(typing.after("set who {a") == "set who {|age ");
  CHECK(typing.after("set who is {age 4, ") == "set who is {age 4, |met |name ");
  CHECK(typing.after("set who {name ") == "set who {name |absent ");
  CHECK(typing.after("set entries { {") == "set entries { {|kind |note ");
  CHECK(typing.after("set entries {{kind f") == "set entries {{kind |felony ");
  CHECK(typing.after("set entries {{kind felony, note \"a {, b\", ") == "set entries {{kind felony, note \"a {, b\", ");
  CHECK(typing.after("set entries {{kind felony}, {no") == "set entries {{kind felony}, {|note ");
  CHECK(typing.after("know entries includes { {ki") == "know entries includes { {|kind ");
  CHECK(typing.after("set who {nothing ") == "set who {nothing ");
}

TEST_CASE("outside of brackets it is the facts, and what a value may be") {
  const Typing typing;
  CHECK(typing.after("set kind ") == "set kind |felony |misdemeanor ");
  CHECK(typing.after("set amount 3, ki") == "set amount 3, |kind ");
  CHECK(typing.after("set who ") == "set who |absent |present ");
  CHECK(typing.after("what if kind f") == "what if kind |felony ");
  CHECK(typing.after("what i") == "what |if ");
  CHECK(typing.after("what if without of") == "what if without |of_b ");
  CHECK(typing.after("what if amount 3, who.") == "what if amount 3, |who.age |who.met |who.name ");
}

TEST_CASE("in an interview the members of what is asked for are completed, and its own words") {
  Typing typing;
  typing.run("set amount 3");
  typing.run("interview see");
  CHECK(typing.after("fe") == "|felony");
  CHECK(typing.after("") == "|back|don't know|felony|misdemeanor|stop|why");
  typing.run("felony");
  CHECK(typing.after("") == "|absent|back|don't know|no|present|stop|why|yes");
  CHECK(typing.after("{a") == "{|age");
}
