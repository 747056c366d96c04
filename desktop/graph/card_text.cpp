#include "desktop/graph/card_text.h"

#include <QRegularExpression>
#include <QStringList>

#include "base/text.h"

namespace scout::desktop {

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(base::escapeControl(utf8));
}

QString title(const render::Card& card) {
    return (text(card.kind) + QLatin1Char(' ') + text(card.name)).trimmed();
}

/// "2/3 ready" as it is said: "2 of 3 ready".
QString spoken(const std::string& fact) {
    static const QRegularExpression fraction(QStringLiteral("\\b(\\d+)/(\\d+)\\b"));
    return text(fact).replace(fraction, QStringLiteral("\\1 of \\2"));
}

QString headerOf(const render::Picture& picture, int column) {
    for (const render::Header& header : picture.diagram.headers) {
        if (column >= header.first && column <= header.last) return text(header.text);
    }
    return {};
}

}  // namespace

QString spokenName(const render::Card& card) {
    QStringList parts{title(card)};
    if (!card.ns.empty()) parts.first() += QStringLiteral(" in ") + text(card.ns);
    if (!card.word.empty()) parts.append(text(card.word));
    if (!card.fact.empty()) parts.append(spoken(card.fact));
    for (const render::Chip& chip : card.chips) parts.append(text(chip.words));
    return parts.join(QStringLiteral(", "));
}

QString spokenPlace(const render::Picture& picture, const Adjacency& adjacency, std::size_t card) {
    const render::Card& self = picture.diagram.cards[card];
    QStringList sentences;
    if (!self.status.empty()) sentences.append(text(self.status));
    for (const std::string& note : self.notes) sentences.append(text(note));
    if (!self.cluster.empty()) sentences.append(QStringLiteral("In cluster ") + text(self.cluster));
    if (const QString header = headerOf(picture, self.column); !header.isEmpty())
        sentences.append(QStringLiteral("Column ") + header);
    QStringList causes;
    for (const Neighbour& cause : adjacency.causes(card)) causes.append(title(picture.diagram.cards[cause.card]));
    if (!causes.isEmpty()) sentences.append(QStringLiteral("Caused by ") + causes.join(QStringLiteral(", ")));
    if (const std::size_t effects = adjacency.effects(card).size(); effects > 0)
        sentences.append(effects == 1 ? QStringLiteral("1 effect") : QStringLiteral("%1 effects").arg(effects));
    if (self.collapsed)
        sentences.append(QStringLiteral("Folded, %1 objects hidden").arg(self.folded.size()));
    else if (!self.folded.empty())
        sentences.append(QStringLiteral("Stands for %1 objects").arg(self.folded.size()));
    return sentences.join(QStringLiteral(". "));
}

QString cardTip(const render::Card& card) {
    QStringList lines{title(card)};
    if (!card.ns.empty()) lines.append(QStringLiteral("Namespace: ") + text(card.ns));
    if (!card.cluster.empty()) lines.append(QStringLiteral("Cluster: ") + text(card.cluster));
    QString state = text(card.word);
    if (!card.fact.empty()) state += (state.isEmpty() ? QString() : QStringLiteral(", ")) + text(card.fact);
    if (!state.isEmpty()) lines.append(state);
    if (!card.status.empty() && card.status != card.word) lines.append(text(card.status));
    for (const std::string& note : card.notes) lines.append(text(note));
    if (!card.age.empty()) lines.append(QStringLiteral("Age: ") + text(card.age));
    return lines.join(QLatin1Char('\n'));
}

QString lineTip(const render::Picture& picture, std::size_t line) {
    const render::Line& self = picture.diagram.lines[line];
    const auto nameOf = [&](const std::string& id) {
        const auto card = picture.index.find(id);
        return card == picture.index.end() ? text(id) : title(picture.diagram.cards[card->second]);
    };
    QStringList lines{nameOf(self.from) + QStringLiteral(" → ") + nameOf(self.to)};
    if (!self.label.empty()) lines.append(text(self.label));
    if (!self.because.empty()) lines.append(text(self.because));
    return lines.join(QLatin1Char('\n'));
}

}  // namespace scout::desktop
