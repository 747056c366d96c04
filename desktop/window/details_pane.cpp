#include "desktop/window/details_pane.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <array>

#include "base/text.h"
#include "desktop/window/badge.h"
#include "desktop/window/details_commands.h"
#include "desktop/window/details_delivers.h"
#include "desktop/window/details_events.h"
#include "desktop/window/details_history.h"
#include "desktop/window/details_logs.h"
#include "desktop/window/details_object.h"
#include "desktop/window/details_source.h"
#include "desktop/window/details_subject.h"
#include "desktop/window/details_summary.h"
#include "desktop/window/details_tabs.h"
#include "desktop/window/details_why.h"
#include "desktop/window/details_widgets.h"
#include "desktop/window/details_yaml.h"
#include "desktop/window/focus.h"
#include "desktop/window/graph_model_cells.h"
#include "desktop/window/plain_text.h"
#include "render/marks.h"

namespace scout::desktop {

namespace {

constexpr int headBadge = 28;
constexpr int kindSize = 16;
constexpr std::string_view foldPrefix = "fold:";

/// What of a hop shows in its object: when it changes, the object is read again.
bool sameObject(const model::Hop& one, const model::Hop& other) {
    return one.health == other.health && one.revision == other.revision && one.uid == other.uid;
}

}  // namespace

class DetailsPane::Private {
  public:
    explicit Private(DetailsPane* pane) : q(pane) {}

    void build();
    void addTab(DetailsTab* tab, const QString& title);
    void fillHead();
    void tell(bool same);
    DetailsTab* current() const { return tabs[static_cast<std::size_t>(titles->current())]; }

    DetailsPane* q;
    DetailsSubject subject;
    Session* session = nullptr;
    std::optional<model::Hop> shown;  ///< the hop as the object was read for
    DetailsObject object;
    std::array<DetailsTab*, 8> tabs{};
    std::size_t tabCount = 0;

    ContentOrState* state = nullptr;
    QLabel* badge = nullptr;
    QLabel* kindMark = nullptr;
    QLabel* kind = nullptr;
    QLabel* name = nullptr;
    QLabel* place = nullptr;
    DetailsTabs* titles = nullptr;
    QStackedWidget* pages = nullptr;
};

DetailsPane::DetailsPane(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(this)) {
    d->subject.graph = std::make_shared<const model::Graph>();
    d->subject.theme = &themeFor(palette());
    d->build();
}

DetailsPane::~DetailsPane() {
    // The tabs listen to the object.
    d->object.disconnect();
}

void DetailsPane::Private::build() {
    q->setAccessibleName(QStringLiteral("Details"));
    auto* content = new QWidget;
    badge = new QLabel(content);
    badge->setFixedSize(headBadge, headBadge);
    kind = mutedLabel({}, content);
    name = headingLabel({}, content);
    QFont large = name->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    name->setFont(large);
    place = mutedLabel({}, content);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    kindMark = new QLabel(content);
    auto* kindLine = new QHBoxLayout;
    kindLine->setSpacing(5);
    kindLine->addWidget(kindMark);
    kindLine->addWidget(kind, 1);
    words->addLayout(kindLine);
    words->addWidget(name);
    words->addWidget(place);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 12, 12, 8);
    head->setSpacing(10);
    head->addWidget(badge, 0, Qt::AlignTop);
    head->addLayout(words, 1);

    titles = new DetailsTabs(content);
    titles->setAccessibleName(QStringLiteral("Details"));
    pages = new QStackedWidget(content);
    pages->setObjectName(QStringLiteral("pages"));
    QObject::connect(titles, &DetailsTabs::currentChanged, pages, &QStackedWidget::setCurrentIndex);
    addTab(new SummaryTab(&object), QStringLiteral("&Summary"));
    addTab(new WhyTab, QStringLiteral("&Why?"));
    addTab(new DeliversTab, QStringLiteral("Del&ivers"));
    addTab(new HistoryTab, QStringLiteral("Hist&ory"));
    addTab(new YamlTab(&object), QStringLiteral("&YAML"));
    addTab(new EventsTab, QStringLiteral("Eve&nts"));
    addTab(new LogsTab, QStringLiteral("&Logs"));
    addTab(new CommandsTab, QStringLiteral("&Commands"));
    QObject::connect(titles, &DetailsTabs::currentChanged, q, &DetailsPane::used);

    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(titles);
    layout->addWidget(pages, 1);
    state = new ContentOrState(content, q);
    auto* outer = new QVBoxLayout(q);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(state);
    state->showNote(QStringLiteral("Nothing is selected."),
                    QStringLiteral("Select a card to see what is known about it."));

    passFocusOn(q, titles);
    for (const auto& [keys, step] :
         {std::pair(QKeySequence(Qt::CTRL | Qt::Key_Tab), 1), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab), -1}}) {
        auto* walk = new QShortcut(keys, q);
        walk->setContext(Qt::WidgetWithChildrenShortcut);
        QObject::connect(walk, &QShortcut::activated, q, [this, step = step] {
            const int count = pages->count();
            titles->setCurrent((titles->current() + step + count) % count);
        });
    }
}

void DetailsPane::Private::addTab(DetailsTab* tab, const QString& title) {
    tabs[tabCount++] = tab;
    pages->addWidget(tab);
    titles->add(title);
    QObject::connect(tab, &DetailsTab::hopRequested, q, &DetailsPane::hopRequested);
    QObject::connect(tab, &DetailsTab::copied, q, &DetailsPane::copied);
    for (auto* search : tab->findChildren<QLineEdit*>())
        QObject::connect(search, &QLineEdit::textEdited, q, &DetailsPane::used);
}

void DetailsPane::setSubject(Session* session, std::shared_ptr<const model::Graph> graph, const QString& cardId) {
    std::shared_ptr<ObjectSource> source = d->subject.source;
    if (session != d->session || (session != nullptr && source == nullptr)) source = sourceOf(session);
    d->session = session;
    setSubject(std::move(source), std::move(graph), cardId);
}

void DetailsPane::setSubject(std::shared_ptr<ObjectSource> source, std::shared_ptr<const model::Graph> graph,
                             const QString& cardId) {
    DetailsSubject& subject = d->subject;
    const bool same = cardId == subject.cardId && source == subject.source;
    subject.cardId = cardId;
    subject.graph = graph ? std::move(graph) : std::make_shared<const model::Graph>();
    subject.source = std::move(source);
    subject.hop = subject.graph->find(subject.id());
    subject.folded.clear();
    if (subject.source && subject.id().compare(0, foldPrefix.size(), foldPrefix) == 0) {
        for (const std::string& id : subject.source->folded(cardId)) {
            if (const model::Hop* hop = subject.graph->find(id)) subject.folded.push_back(hop);
        }
    }
    if (cardId.isEmpty()) {
        d->object.reset(nullptr, {});
        d->shown.reset();
        d->state->showNote(QStringLiteral("Nothing is selected."),
                           QStringLiteral("Select a card to see what is known about it."));
        return;
    }
    const bool readable = subject.hop != nullptr && (!subject.hop->apiVersion.empty() || subject.hop->resource);
    if (!same || !d->shown) {
        d->object.reset(readable ? subject.source : nullptr, subject.id());
    } else if (subject.hop != nullptr && !sameObject(*subject.hop, *d->shown)) {
        d->object.outdate();
    }
    if (subject.hop != nullptr) {
        d->shown = *subject.hop;
    } else {
        d->shown.reset();
    }
    d->fillHead();
    d->state->showContent();
    d->tell(same);
}

QString DetailsPane::subject() const {
    return d->subject.cardId;
}

void DetailsPane::Private::fillHead() {
    const model::Hop* hop = subject.hop;
    if (hop != nullptr) {
        kind->setText(line(hop->kind));
        name->setText(line(hop->name));
        QStringList facts{line(hop->ns), line(render::markOf(*hop).word), subject.age(hop->created)};
        facts.removeAll(QString());
        place->setText(facts.join(QStringLiteral(" · ")));
    } else if (!subject.folded.empty()) {
        std::map<model::State, int> counts;
        for (const model::Hop* folded : subject.folded) ++counts[folded->health.state];
        kind->setText(QStringLiteral("Group of %1").arg(line(base::plural(subject.folded.front()->kind))));
        name->setText(countsText(counts));
        place->setText(line(subject.folded.front()->ns));
    } else {
        kind->setText(QStringLiteral("Not there any more"));
    }
    place->setVisible(!place->text().isEmpty());
    const bool there = hop != nullptr || !subject.folded.empty();
    kindMark->setVisible(there);
    if (there) {
        const model::Hop& of = hop != nullptr ? *hop : *subject.folded.front();
        kindMark->setPixmap(
            kindIcon(of.kind, *subject.theme).pixmap(QSize(kindSize, kindSize), q->devicePixelRatioF()));
    }
    Badge shownBadge;
    if (hop != nullptr) shownBadge = badgeOf(*hop);
    if (hop == nullptr && subject.folded.empty()) shownBadge.tone = render::Tone::missing;
    // A group shows its worst.
    for (const model::Hop* folded : subject.folded) {
        const Badge one = badgeOf(*folded);
        if (folded == subject.folded.front() ||
            render::severityRank(one.tone) < render::severityRank(shownBadge.tone)) {
            shownBadge = one;
        }
    }
    badge->setPixmap(badgeIcon(shownBadge, *subject.theme).pixmap(QSize(headBadge, headBadge), q->devicePixelRatioF()));
    badge->setAccessibleName(line(render::name(shownBadge.tone)));
}

void DetailsPane::Private::tell(bool same) {
    for (DetailsTab* tab : tabs) tab->setSubject(subject, same);
}

void DetailsPane::setClock(std::function<base::Time()> now) {
    d->subject.now = std::move(now);
    if (!d->subject.cardId.isEmpty()) d->tell(true);
}

void DetailsPane::setTheme(const render::Theme& theme) {
    d->subject.theme = &theme;
    if (d->subject.cardId.isEmpty()) return;
    d->fillHead();
    d->tell(true);
}

DetailsPane::Tab DetailsPane::tab() const {
    return static_cast<Tab>(d->titles->current());
}

void DetailsPane::setTab(Tab tab) {
    d->titles->setCurrent(static_cast<int>(tab));
}

void DetailsPane::refresh() {
    d->current()->refresh();
}

void DetailsPane::copyCommand() {
    const QString command = scoutCommand(d->subject);
    if (command.isEmpty()) return;
    QGuiApplication::clipboard()->setText(command);
    emit copied(QStringLiteral("Command copied"));
}

void DetailsPane::find() {
    if (!d->current()->hasSearch()) setTab(Tab::yaml);
    d->current()->find();
}

/// Ctrl+F belongs to the search of the tab while the keyboard is in here and the tab has one, else to the window.
bool DetailsPane::event(QEvent* event) {
    const bool asked = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!asked || !static_cast<QKeyEvent*>(event)->matches(QKeySequence::Find) || !d->current()->hasSearch()) {
        return QWidget::event(event);
    }
    if (event->type() == QEvent::KeyPress) d->current()->find();
    event->accept();
    return true;
}

}  // namespace scout::desktop
