// Which proxy a server gets. The NO_PROXY rows are what Go's golang.org/x/net/http/httpproxy answers.
#include "kubeconfig/proxy.h"

#include <QtTest>

#include "kubeconfig/ip_address.h"

using namespace scout;
using namespace scout::kubeconfig;

class ProxyTest : public QObject {
    Q_OBJECT

    static std::string proxy(const std::string& server, const Environment& environment) {
        const auto result = environmentProxy(server, environment);
        return result ? *result : "error: " + result.error().what;
    }

  private slots:
    void variables_data() {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("variables");
        QTest::addColumn<QString>("proxy");
        const auto row = [](const char* name, const char* server, const char* variables, const char* proxy) {
            QTest::newRow(name) << server << variables << proxy;
        };
        row("none", "https://h", "", "");
        row("https", "https://h", "HTTPS_PROXY=http://p:1 HTTP_PROXY=http://q:2", "http://p:1");
        row("http", "http://h", "HTTPS_PROXY=http://p:1 HTTP_PROXY=http://q:2", "http://q:2");
        row("http proxy is not for https", "https://h", "HTTP_PROXY=http://q:2", "");
        row("lower case", "https://h", "https_proxy=http://p", "http://p");
        row("upper case first", "https://h", "https_proxy=http://l HTTPS_PROXY=http://u", "http://u");
        row("empty is unset", "https://h", "HTTPS_PROXY= https_proxy=http://l", "http://l");
        row("ALL_PROXY does not count", "https://h", "ALL_PROXY=http://p all_proxy=http://p", "");
        row("without scheme", "https://h", "HTTPS_PROXY=p:3128", "http://p:3128");
        row("with password", "https://h", "HTTPS_PROXY=http://me:word@p:3128", "http://me:word@p:3128");
        row("https proxy", "https://h", "HTTPS_PROXY=https://p", "https://p");
        row("socks5", "https://h", "HTTPS_PROXY=socks5://p:1080", "socks5://p:1080");
        row("socks5h", "https://h", "HTTPS_PROXY=socks5h://p:1080", "socks5h://p:1080");
        row("ftp", "https://h", "HTTPS_PROXY=ftp://me:word@p",
            "error: the proxy in HTTPS_PROXY is not http://, https:// or socks5://HOST[:PORT]");
        row("broken", "https://h", "https_proxy=http://me:word@p:port",
            "error: the proxy in https_proxy is not http://, https:// or socks5://HOST[:PORT]");
        row("broken but not needed", "https://h", "HTTPS_PROXY=ftp://p NO_PROXY=h", "");
        row("CGI", "http://h", "HTTP_PROXY=http://q REQUEST_METHOD=GET",
            "error: HTTP_PROXY is not trusted inside a CGI program");
        row("CGI and https", "https://h", "HTTPS_PROXY=http://p REQUEST_METHOD=GET", "http://p");
        row("NO_PROXY lower case", "https://h", "HTTPS_PROXY=http://p no_proxy=h", "");
        row("NO_PROXY upper case first", "https://h", "HTTPS_PROXY=http://p no_proxy=h NO_PROXY=x", "http://p");
        row("server is no URL", "h:1", "HTTPS_PROXY=http://p", "");
    }
    void variables() {
        QFETCH(QString, server);
        QFETCH(QString, variables);
        QFETCH(QString, proxy);
        Environment environment;
        for (const QString& setting : variables.split(' ', Qt::SkipEmptyParts)) {
            environment[setting.section('=', 0, 0).toStdString()] = setting.section('=', 1).toStdString();
        }
        QCOMPARE(QString::fromStdString(ProxyTest::proxy(server.toStdString(), environment)), proxy);
        const auto result = environmentProxy(server.toStdString(), environment);
        QVERIFY(result.ok() || base::display(result.error()).find("word") == std::string::npos);
    }

    void exemptions_data() {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("noProxy");
        QTest::addColumn<bool>("direct");
        const auto row = [](const char* host, const char* noProxy, bool direct) {
            QTest::addRow("%s | %s", host, noProxy) << host << noProxy << direct;
        };
        row("localhost", "", true);
        row("localhost:6443", "", true);
        row("LOCALHOST", "", false);
        row("x.localhost", "", false);
        row("127.0.0.1", "", true);
        row("127.9.9.9:6443", "", true);
        row("[::1]:6443", "", true);
        row("[::ffff:127.0.0.1]", "", true);
        row("128.0.0.1", "", false);

        row("foo.com", "foo.com", true);
        row("FOO.com", "foo.COM", true);
        row("bar.foo.com", "foo.com", true);
        row("a.bar.foo.com", "foo.com", true);
        row("xfoo.com", "foo.com", false);
        row("foo.com.org", "foo.com", false);
        row("foo.com", ".foo.com", false);
        row("bar.foo.com", ".foo.com", true);
        row("foo.com", "*.foo.com", false);
        row("bar.foo.com", "*.foo.com", true);
        row("foo.com", "*", true);
        row("10.0.0.1", "*", true);
        row("foo.com", "*.", false);
        row("foo.com", ".", false);
        row("foo.com", "com", true);
        row("foo.com:443", "foo.com", true);

        row("foo.com", "foo.com:443", true);
        row("foo.com:443", "foo.com:443", true);
        row("foo.com:6443", "foo.com:443", false);
        row("foo.com:6443", "foo.com:6443", true);
        row("bar.foo.com:6443", ".foo.com:6443", true);
        row("foo.com", ":443", false);
        row("foo.com", "foo.com:443:1", false);

        row("10.0.0.1", "10.0.0.1", true);
        row("10.0.0.1:6443", "10.0.0.1", true);
        row("10.0.0.1:6443", "10.0.0.1:6443", true);
        row("10.0.0.1:6443", "10.0.0.1:443", false);
        row("10.0.0.2", "10.0.0.1", false);
        row("10.200.3.4", "10.0.0.0/8", true);
        row("10.1.2.3:6443", "10.1.0.0/16", true);
        row("10.2.2.3", "10.1.0.0/16", false);
        row("11.0.0.1", "10.0.0.0/8", false);
        row("10.0.0.1", "10.0.0.0/33", false);
        row("10.0.0.1", "0.0.0.0/0", true);
        row("10.0.0.1", "::/0", false);
        row("foo.com", "0.0.0.0/0", false);
        row("010.0.0.1", "10.0.0.1", false);
        row("1.0.0.10", "0.0.10", false);

        row("[fd00::1]", "fd00::1", true);
        row("[fd00:0:0::1]", "fd00::1", true);
        row("[fd00::1]:6443", "[fd00::1]:6443", true);
        row("[fd00::1]:6443", "[fd00::1]:443", false);
        row("[fd00::1]", "[fd00::1]", false);
        row("[fd00::5]", "fd00::/8", true);
        row("[fe00::5]", "fd00::/8", false);
        row("10.0.0.1", "::ffff:10.0.0.1", true);

        row("foo.com", "a, b ,foo.com", true);
        row("foo.com", ",, ,", false);
        row("foo.com", "bar.com,baz.com", false);
        row("foo.com", "[", false);
        row("foo.com", "[foo.com]:443", true);
    }
    void exemptions() {
        QFETCH(QString, host);
        QFETCH(QString, noProxy);
        QFETCH(bool, direct);
        const Environment environment = {{"HTTPS_PROXY", "http://p:1"}, {"NO_PROXY", noProxy.toStdString()}};
        QCOMPARE(proxy("https://" + host.toStdString(), environment), std::string(direct ? "" : "http://p:1"));
        QCOMPARE(proxy("https://" + host.toStdString() + "/prefix", environment),
                 std::string(direct ? "" : "http://p:1"));
    }

    void plainHttpHasPort80() {
        const Environment environment = {{"HTTP_PROXY", "http://p:1"}, {"NO_PROXY", "foo.com:80"}};
        QCOMPARE(proxy("http://foo.com", environment), std::string());
        QCOMPARE(proxy("http://foo.com:443", environment), std::string("http://p:1"));
    }

    void aProxyUrlAsksNobody() {
        ClientConfig config;
        config.server = "https://localhost:6443";
        const Environment environment = {{"HTTPS_PROXY", "http://p:1"}, {"NO_PROXY", "*"}};
        QCOMPARE(*proxyFor(config, environment), std::string());
        config.proxyUrl = "socks5://mine:1080";
        QCOMPARE(*proxyFor(config, environment), std::string("socks5://mine:1080"));
    }

    void addresses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("same");
        QTest::newRow("loopback") << "::1"
                                  << "0:0:0:0:0:0:0:1";
        QTest::newRow("any") << "::"
                             << "0:0:0:0:0:0:0:0";
        QTest::newRow("gap at the end") << "fe80::"
                                        << "fe80:0:0:0:0:0:0:0";
        QTest::newRow("gap inside") << "1:2::7:8"
                                    << "1:2:0:0:0:0:7:8";
        QTest::newRow("dotted tail") << "::ffff:10.0.0.1"
                                     << "10.0.0.1";
        QTest::newRow("dotted tail in full") << "1:2:3:4:5:6:1.2.3.4"
                                             << "1:2:3:4:5:6:102:304";
        QTest::newRow("case") << "FD00::AB"
                              << "fd00::ab";
        QTest::newRow("zone") << "fe80::1%eth0"
                              << "fe80::1";
        QTest::newRow("one zero") << "1:2:3:4:5:6:7::"
                                  << "1:2:3:4:5:6:7:0";
    }
    void addresses() {
        QFETCH(QString, text);
        QFETCH(QString, same);
        const auto address = parseIpAddress(text.toStdString());
        QVERIFY(address.has_value());
        QVERIFY(address == parseIpAddress(same.toStdString()));
    }

    void noAddresses_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"",
                                 "1",
                                 "1.2.3",
                                 "1.2.3.4.5",
                                 "256.0.0.1",
                                 "01.2.3.4",
                                 "1.2.3.4 ",
                                 "1.2.3.-4",
                                 "1..2.3",
                                 ":",
                                 ":::",
                                 "1::2::3",
                                 "1:2:3:4:5:6:7",
                                 "1:2:3:4:5:6:7:8:9",
                                 "1:2:3:4:5:6:7:8::",
                                 "12345::",
                                 "g::",
                                 "::1.2.3",
                                 "1.2.3.4::",
                                 "::1:",
                                 ":1::"}) {
            QTest::newRow(text) << text;
        }
    }
    void noAddresses() {
        QFETCH(QString, text);
        QVERIFY(!parseIpAddress(text.toStdString()).has_value());
    }
};

QTEST_GUILESS_MAIN(ProxyTest)
#include "proxy_test.moc"
