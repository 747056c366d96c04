// Objects that are in the graph no more stand in the picture as missing, where they stood.
#include <QTest>

#include "graph_maker.h"

using namespace scout;
using render::DiagramOptions;
using test::find;
using test::GraphMaker;

class GoneTest : public QObject {
    Q_OBJECT

    model::Graph m_before;
    model::Graph m_after;
    std::string m_kept;
    std::string m_lost;

    DiagramOptions lost() const {
        DiagramOptions options;
        options.chains = {m_after.chains.front().id};
        options.gone = {*m_before.find(m_lost)};
        options.goneEdges = m_before.edges;
        return options;
    }

  private slots:
    void init() {
        GraphMaker before;
        const std::string applier = before.flux("shop");
        m_kept = before.deployment("web", {model::State::ready});
        m_lost = before.add("ConfigMap", "settings");
        before.link(applier, m_kept, "applies");
        before.link(applier, m_lost, "applies");
        before.chain(applier, {applier, m_kept, m_lost});
        m_before = before.done();
        m_after = m_before;
        std::erase_if(m_after.nodes, [&](const model::Hop& hop) { return hop.id == m_lost; });
        std::erase_if(m_after.edges, [&](const model::Edge& edge) { return edge.to == m_lost; });
        std::erase(m_after.chains.front().members, m_lost);
    }

    void itStandsThereAsMissing() {
        QVERIFY(find(render::diagramOf(m_after, {}), m_lost) == nullptr);
        const render::Diagram diagram = render::diagramOf(m_after, lost());
        const render::Card* card = find(diagram, m_lost);
        QVERIFY(card != nullptr);
        QVERIFY(card->tone == render::Tone::missing);
        QCOMPARE(card->status, std::string("not there any more"));
        QVERIFY(find(diagram, m_after.chains.front().id, m_lost) != nullptr);
        QCOMPARE(diagram.counts.at(render::Tone::missing), 1);
    }

    void whatMayNotBeReadIsNotSaidToBeMissing() {
        DiagramOptions options = lost();
        options.unread = {{m_lost, "may not be read any more"}};
        const render::Diagram diagram = render::diagramOf(m_after, options);
        QVERIFY(find(diagram, m_lost)->tone == render::Tone::unknown);
        QCOMPARE(find(diagram, m_lost)->status, std::string("may not be read any more"));
        QCOMPARE(diagram.counts.count(render::Tone::missing), std::size_t(0));
    }

    void theOthersStayWhatTheyAre() {
        DiagramOptions plain;
        plain.chains = {m_after.chains.front().id};
        const render::Diagram with = render::diagramOf(m_after, lost());
        for (const render::Card& card : render::diagramOf(m_after, plain).cards) {
            const render::Card* same = find(with, card.id);
            QVERIFY2(same != nullptr && *same == card, card.id.c_str());
        }
    }

    void whatIsThereIsNotGone() {
        DiagramOptions options = lost();
        options.gone = {*m_before.find(m_kept)};
        DiagramOptions plain;
        plain.chains = options.chains;
        QVERIFY(render::diagramOf(m_after, options) == render::diagramOf(m_after, plain));
    }

    void aChosenChainThatWentAsAWholeIsThereAgain() {
        GraphMaker nothing;
        DiagramOptions options = lost();
        options.gone = m_before.nodes;
        const render::Diagram diagram = render::diagramOf(nothing.done(), options);
        for (const std::string& member : m_before.chains.front().members) {
            const render::Card* card = find(diagram, member);
            QVERIFY2(card != nullptr && card->tone == render::Tone::missing, member.c_str());
        }
        options.chains = {"another"};
        QVERIFY(render::diagramOf(nothing.done(), options).cards.empty());
    }

    void aFilterHidesItToo() {
        DiagramOptions options = lost();
        options.hiddenTones = {render::Tone::missing};
        QVERIFY(find(render::diagramOf(m_after, options), m_lost) == nullptr);
    }
};

QTEST_GUILESS_MAIN(GoneTest)
#include "gone_test.moc"
