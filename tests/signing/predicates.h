// Predicates as builders write them, shortened. Apart from the tests: moc stumbles over such texts.
#pragma once

namespace scout::test {

inline constexpr const char* dependencies =
    R"({"buildDefinition":{"resolvedDependencies":[{"uri":"pkg:docker/golang","digest":{"sha256":"aa"}},
    {"uri":"git+ssh://git@git.test/a/b@refs/tags/v1","digest":{"sha1":"0123456789abcdef0123456789abcdef01234567"}}]},
    "runDetails":{"builder":{"id":"b"}}})";
inline constexpr const char* otherRepository =
    R"({"buildDefinition":{"externalParameters":{"workflow":{"repository":"https://git.test/a/b","ref":"main"}},
    "resolvedDependencies":[{"uri":"git+https://git.test/library@main",
    "digest":{"gitCommit":"0123456789abcdef0123456789abcdef01234567"}}]}})";
inline constexpr const char* buildKit =
    R"({"buildDefinition":{"externalParameters":{"configSource":{"uri":"https://git.test/a/b.git#refs/heads/main",
    "digest":{"sha1":"0123456789abcdef0123456789abcdef01234567"}}}},"runDetails":{"builder":{"id":""}}})";
inline constexpr const char* materials =
    R"({"builder":{"id":"b"},"invocation":{"configSource":{}},"materials":[{"uri":"git+https://git.test/a/b.git",
    "digest":{"sha1":"0123456789abcdef0123456789abcdef01234567"}}]})";
inline constexpr const char* workflow =
    R"({"builder":{"id":"b"},"invocation":{"configSource":{"uri":"git+https://git.test/a/b@refs/heads/main",
    "entryPoint":"release.yml","digest":{"sha1":"0123456789abcdef0123456789abcdef01234567"}}}})";
inline constexpr const char* unsignedStatement =
    R"({"_type":"https://in-toto.io/Statement/v0.1","predicateType":"https://slsa.dev/provenance/v0.2",
    "subject":[{"name":"x","digest":{"sha256":"DIGEST"}}],"predicate":{"builder":{"id":"b"},
    "invocation":{"configSource":{"uri":"https://git.test/a/b.git#main",
    "digest":{"sha1":"0123456789abcdef0123456789abcdef01234567"}}}}})";

}  // namespace scout::test
