#include "base/near_matches.h"

#include <QtTest>

using namespace scout::base;

class NearMatchesTest : public QObject {
    Q_OBJECT

    static QString nearest(const std::string& word, const std::vector<std::string>& candidates) {
        QStringList out;
        for (const std::string& match : nearMatches(word, candidates)) out << QString::fromStdString(match);
        return out.join(' ');
    }

  private slots:
    void nearNamesAreFound() {
        QCOMPARE(nearest("deplyoment", {"daemonset", "deployment", "job"}), QString("deployment"));
        QCOMPARE(nearest("PROD", {"prod", "staging"}), QString("prod"));
        QCOMPARE(nearest("ks", {"ns", "ks"}), QString("ks ns"));
        QCOMPARE(nearest("west", {"gke_x_west", "prod-west", "east"}), QString("prod-west gke_x_west"));
        QCOMPARE(nearest("admin@prod-west", {"prod-west", "other"}), QString("prod-west"));
    }

    void theNearestComeFirstAndThreeAtMost() {
        QCOMPARE(nearest("abcdefgh", {"abcdefxy", "abcdefgh", "abcdefgx", "xbcdefgx", "abcdxygh"}),
                 QString("abcdefgh abcdefgx abcdefxy"));
    }

    void farNamesAreNot() {
        QCOMPARE(nearest("prod", {"staging", "test"}), QString());
        QCOMPARE(nearest("ab", {"xxabxx"}), QString());
        QCOMPARE(nearest("", {"", "x"}), QString(""));
        QCOMPARE(nearest("x", {}), QString());
        QCOMPARE(nearest(std::string(100'000, 'a'), {std::string(100'000, 'b')}), QString());
    }
};

QTEST_GUILESS_MAIN(NearMatchesTest)
#include "near_matches_test.moc"
