// DOT and Mermaid: what is in them, and that text of the cluster stays text. tests/pictures holds them against the real
// programs.
#include <QTest>

#include "render/interchange.h"

using namespace scout;
using render::Card;
using render::Diagram;
using render::Line;
using render::Stroke;
using render::Tone;

namespace {

Card card(const std::string& id, const std::string& kind, int column, Tone tone, const std::string& word) {
    Card made;
    made.id = id;
    made.kind = kind;
    made.name = id;
    made.column = column;
    made.tone = tone;
    made.word = word;
    made.status = "status of " + id;
    return made;
}

Line line(const std::string& from, const std::string& to) {
    Line made;
    made.from = from;
    made.to = to;
    made.because = "proof";
    return made;
}

Diagram sample() {
    Diagram diagram;
    diagram.title = "Deployment/web in prod";
    diagram.subtitle = "context east";
    diagram.headers = {{0, 0, "GIT"}, {1, 2, "WORKLOAD"}};
    diagram.cards = {card("repo", "Git", 0, Tone::ok, "ready"), card("web", "Deployment", 1, Tone::problem, "failed"),
                     card("web-1", "Pod", 2, Tone::missing, "missing")};
    diagram.cards[1].fact = "2/3 ready";
    diagram.lines = {line("repo", "web"), line("web", "web-1")};
    diagram.lines[0].broken = true;
    diagram.lines[0].label = "1a2b ≠ 3c4d";
    diagram.lines[1].stroke = Stroke::dotted;
    return diagram;
}

QStringList lines(const std::string& text) {
    QStringList out;
    for (const QString& entry : QString::fromStdString(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        out << entry.trimmed();
    return out;
}

void has(const std::string& text, const QStringList& expected) {
    for (const QString& entry : expected)
        QVERIFY2(lines(text).contains(entry), qPrintable(entry + QStringLiteral("\n") + QString::fromStdString(text)));
}

}  // namespace

class InterchangeTest : public QObject {
    Q_OBJECT
  private slots:
    void dot() {
        const std::string text = render::toDot(sample());
        has(text,
            {QStringLiteral("n0 [label=\"Git\\nrepo\\nready\", color=\"#18765b\", tooltip=\"status of repo\", "
                            "style=\"rounded,filled\"];"),
             QStringLiteral("n1 [label=\"Deployment\\nweb\\nfailed · 2/3 ready\", color=\"#a51507\", "
                            "tooltip=\"status of web\", style=\"rounded,filled\", penwidth=3];"),
             QStringLiteral("n0 -> n1 [tooltip=\"proof\", color=\"#c57c00\", penwidth=2, arrowhead=tee, "
                            "label=\"1a2b ≠ 3c4d\"];"),
             QStringLiteral("n1 -> n2 [tooltip=\"proof\", style=dotted];"), QStringLiteral("{ rank=same; n0; h0; }")});
        QVERIFY(text.find("label=\"Deployment/web in prod\\ncontext east\"") != std::string::npos);
    }

    void mermaid() {
        const std::string text = render::toMermaid(sample());
        has(text, {QStringLiteral("title: \"Deployment/web in prod · context east\""), QStringLiteral("flowchart LR"),
                   QStringLiteral("subgraph h1[\"WORKLOAD\"]"), QStringLiteral("n0[\"Git<br/>repo<br/>ready\"]"),
                   QStringLiteral("n0 --x|\"1a2b ≠ 3c4d\"| n1"), QStringLiteral("n1 -.-> n2"),
                   QStringLiteral("linkStyle 0 stroke:#c57c00"), QStringLiteral("linkStyle 1 stroke-dasharray:1 4"),
                   QStringLiteral("class n1 problem"),
                   QStringLiteral("classDef problem fill:#ffffff,color:#1b1e24,stroke:#a51507,stroke-width:3px")});
    }

    void whatWasFoundIsSaid() {
        Diagram diagram = sample();
        diagram.cards[0].chips = {{Tone::problem, "✗", "1", "1 error"}, {Tone::attention, "!", "2", "2 warnings"}};
        const std::string dot = render::toDot(diagram);
        QVERIFY2(dot.find("Git\\nrepo\\nready\\n✗ 1 error\\n! 2 warnings") != std::string::npos, dot.c_str());
        has(render::toMermaid(diagram),
            {QStringLiteral("n0[\"Git<br/>repo<br/>ready<br/>✗ 1 error<br/>! 2 warnings\"]")});
    }

    void whatIsNotShownIsSaid() {
        Diagram diagram = sample();
        diagram.hiddenByFilter = 3;
        diagram.leftOut = 40;
        diagram.demo = true;
        for (const std::string& text : {render::toDot(diagram), render::toMermaid(diagram)}) {
            QVERIFY(text.find("3 hidden by filter, 40 left out") != std::string::npos);
            QVERIFY(text.find("DEMO DATA") != std::string::npos);
        }
    }

    // What each format's own syntax would take for something else.
    void textStaysText() {
        Diagram diagram = sample();
        diagram.cards[0].name = "a\"b\\N<c>&amp;#quot;`d`%%{init}%%\nend";
        diagram.title = diagram.cards[0].name;
        has(render::toDot(diagram),
            {QStringLiteral(
                "n0 [label=\"Git\\na\\\"b\\\\N<c>&amp;amp;#quot;`d`%%{init}%% end\\nready\", color=\"#18765b\", "
                "tooltip=\"status of repo\", style=\"rounded,filled\"];")});
        has(render::toMermaid(diagram),
            {QStringLiteral("n0[\"Git<br/>a#quot;b#92;N#lt;c#gt;#amp;amp;#35;quot;#96;d#96;#37;#37;{init}#37;#37; "
                            "end<br/>ready\"]"),
             QStringLiteral("title: \"a\\\"b\\\\N<c>&amp;#quot;`d`% %{init}% % end · context east\"")});
    }

    void whatMermaidRefusesIsSaid_data() {
        QTest::addColumn<int>("edges");
        QTest::addColumn<int>("characters");
        QTest::addColumn<QString>("expected");
        QTest::newRow("as much as it takes") << 500 << 50000 << "";
        QTest::newRow("one edge more") << 501 << 50000 << "501 edges (at most 500)";
        QTest::newRow("one character more") << 500 << 50001 << "50001 characters (at most 50000)";
    }
    void whatMermaidRefusesIsSaid() {
        QFETCH(int, edges);
        QFETCH(int, characters);
        QFETCH(QString, expected);
        Diagram diagram = sample();
        diagram.lines.assign(static_cast<std::size_t>(edges), line("repo", "web"));
        diagram.lines.push_back(line("web", "gone"));  // is not drawn
        // What counts twice in JavaScript, once, and never by its bytes.
        QString text = QStringLiteral("\U0001F680é≠");
        text += QString(characters - text.size(), QLatin1Char('x'));
        const auto said = QString::fromStdString(render::mermaidRefusal(diagram, text.toStdString()));
        QVERIFY2(expected.isEmpty() ? said.isEmpty() : said.contains(expected), qPrintable(said));
    }

    void linesToNowhereAreLeftOut() {
        Diagram diagram = sample();
        diagram.lines.push_back(line("web", "gone"));
        for (const std::string& text : {render::toDot(diagram), render::toMermaid(diagram)})
            QVERIFY(text.find("n3") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(InterchangeTest)
#include "interchange_test.moc"
