// What the viewer needs for one snapshot, as JSON on standard output; milliseconds, MiB. desktop_scale.py makes the
// snapshots, runs this and prints the table.
//
// desktop_scale FILE            every step by itself, one after the other, everything drawn
// desktop_scale FILE --session  the session and the view together, as the program runs them
// desktop_scale FILE --dot OUT  the graph for Graphviz
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "base/time.h"
#include "desktop/graph/graph_view.h"
#include "desktop/session/session.h"
#include "layout/layout.h"
#include "render/interchange.h"
#include "render/picture.h"
#include "render/theme.h"
#include "trace/graph_builder.h"
#include "trace/snapshot.h"

using namespace scout;

namespace {

constexpr int frames = 15;
constexpr QSize window(1600, 900);

[[noreturn]] void fail(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

QByteArray read(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) fail(path.toStdString() + " cannot be read");
    return file.readAll();
}

/// Milliseconds since the last call.
class Stopwatch {
  public:
    Stopwatch() { m_timer.start(); }
    double lap() { return static_cast<double>(std::exchange(m_last, m_timer.nsecsElapsed()) - m_last) / -1e6; }

  private:
    QElapsedTimer m_timer;
    qint64 m_last = 0;
};

/// Peak resident memory of this process so far.
double peakMiB() {
    for (const QByteArray& line : read(QStringLiteral("/proc/self/status")).split('\n')) {
        if (line.startsWith("VmHWM:")) return line.mid(6).trimmed().split(' ').front().toDouble() / 1024;
    }
    return 0;
}

/// A card for every object: the hardest that can be asked for.
render::DiagramOptions everything(base::Time now) {
    render::DiagramOptions options;
    options.budget = 0;
    options.foldPodsAbove = std::numeric_limits<int>::max();
    options.replicaSets = true;
    options.now = now;
    return options;
}

double layoutAlone(const render::Picture& picture) {
    std::vector<layout::Box> boxes;
    for (std::size_t i = 0; i < picture.cards.size(); ++i) {
        const render::Card& card = picture.diagram.cards[i];
        boxes.push_back({card.id, card.column, picture.cards[i].width, picture.cards[i].height, card.name, card.flows});
    }
    std::vector<layout::Link> links;
    for (const render::Line& line : picture.diagram.lines) links.push_back({line.from, line.to, line.rank});
    Stopwatch watch;
    const layout::Layout layout = layout::arrange(boxes, links, {});
    return layout.boxes.size() == boxes.size() ? watch.lap() : 0;
}

/// The middle of several frames, each drawn into an image after `move`.
template <typename Move>
double frame(desktop::GraphView& view, Move move) {
    QImage image(window, QImage::Format_ARGB32_Premultiplied);
    std::vector<double> times;
    for (int i = 0; i < frames; ++i) {
        Stopwatch watch;
        move(i);
        view.viewport()->render(&image);
        times.push_back(watch.lap());
    }
    std::nth_element(times.begin(), times.begin() + frames / 2, times.end());
    return times[frames / 2];
}

void addFrames(QJsonObject& out, desktop::GraphView& view) {
    QScrollBar* bar = view.verticalScrollBar();
    const auto pan = [bar](int i) { bar->setValue((bar->minimum() + bar->maximum()) / 2 + 40 * i); };
    view.setScale(1);
    out["pan at 100 %"] = frame(view, pan);
    view.setScale(0.4);
    out["pan at 40 %"] = frame(view, pan);
    // Not the same frame again: nothing that was kept from the last one helps.
    out["zoom, all in view"] = frame(view, [&view](int i) {
        view.fitAll();
        if (i % 2 == 1) view.setScale(view.scale() * 1.01);
    });
    out["scale with all in view"] = view.scale();
}

QJsonObject steps(const QString& path, const QString& dotPath) {
    QJsonObject out;
    Stopwatch watch;
    auto snapshot = trace::readSnapshot(read(path).toStdString(), path.toStdString());
    if (!snapshot) fail(snapshot.error().what);
    out["read the snapshot"] = watch.lap();
    const trace::Evidence& evidence = snapshot->evidence;
    out["objects"] = static_cast<double>(evidence.entries().size());
    const base::Time now = base::parseTime(evidence.recordedAt).value_or(base::Time());

    trace::Options options;
    options.now = now;
    trace::GraphBuilder builder(options);
    builder.update(evidence, {});
    out["take over the evidence"] = watch.lap();
    builder.advance(evidence, {});
    out["investigate"] = watch.lap();
    const auto graph = builder.graph(evidence);
    out["join the graph"] = watch.lap();
    out["nodes"] = static_cast<double>(graph->nodes.size());
    render::Diagram diagram = render::diagramOf(*graph, everything(now));
    out["make the diagram"] = watch.lap();
    out["cards"] = static_cast<double>(diagram.cards.size());
    out["lines"] = static_cast<double>(diagram.lines.size());
    if (!dotPath.isEmpty()) {
        QFile file(dotPath);
        const std::string dot = render::toDot(diagram);
        if (!file.open(QIODevice::WriteOnly) || file.write(dot.data(), static_cast<qint64>(dot.size())) < 0)
            fail(dotPath.toStdString() + " cannot be written");
        return out;
    }
    const auto picture = render::compose(std::move(diagram));
    out["compose the picture"] = watch.lap();
    out["layout alone"] = layoutAlone(*picture);

    desktop::GraphView view;
    view.setTheme(render::theme(render::Palette::scout, false));
    view.resize(window);
    view.show();
    QApplication::processEvents();
    watch.lap();
    view.setPicture(picture);
    out["hand over to the view"] = watch.lap();
    addFrames(out, view);
    return out;
}

void waitFor(const std::function<bool()>& reached) {
    while (!reached()) QApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

/// Only pictures of everything have them.
bool hasReplicaSets(const render::Picture& picture) {
    const auto& headers = picture.diagram.headers;
    return std::any_of(headers.begin(), headers.end(),
                       [](const render::Header& header) { return header.text == "REPLICASETS"; });
}

/// The clock starts when all evidence is there: when the session begins to investigate.
QJsonObject session(const QString& path) {
    QJsonObject out;
    QElapsedTimer clock;
    clock.start();
    const auto now = [&clock] { return static_cast<double>(clock.nsecsElapsed()) / 1e6; };
    std::atomic<double> dataThere = -1;
    desktop::SessionEnvironment environment;
    environment.now = [] { return base::Time(); };
    environment.onWork = [&](std::string_view work) {
        double unset = -1;
        if (work == "investigate") dataThere.compare_exchange_strong(unset, now());
    };
    desktop::Session session(environment);
    desktop::GraphView view;
    view.setTheme(render::theme(render::Palette::scout, false));
    view.resize(window);
    view.show();
    QImage image(window, QImage::Format_ARGB32_Premultiplied);
    double longestTaking = 0;
    double longestPainting = 0;
    double firstCard = 0;
    QObject::connect(&session, &desktop::Session::pictureChanged, &view, [&] {
        if (!session.picture()) return;
        const double began = now();
        view.setPicture(session.picture());
        const double taken = now();
        view.viewport()->render(&image);
        longestTaking = std::max(longestTaking, taken - began);
        longestPainting = std::max(longestPainting, now() - taken);
        if (firstCard == 0 && !session.picture()->cards.empty()) firstCard = now() - dataThere;
    });
    double firstGraph = 0;
    QObject::connect(&session, &desktop::Session::graphChanged, &view, [&] {
        if (firstGraph == 0) firstGraph = now() - dataThere;
    });
    session.openSnapshot(path);
    waitFor([&] { return session.phase() == desktop::Session::Phase::failed || firstCard > 0; });
    if (session.error()) fail(session.error()->what);
    waitFor([&] { return session.phase() == desktop::Session::Phase::ready; });
    out["data there, from the start"] = dataThere.load();
    out["chains listed"] = firstGraph;
    out["first card painted"] = firstCard;
    out["all traced"] = now() - dataThere;
    out["memory with 500 cards"] = peakMiB();

    Stopwatch watch;
    session.show(everything(base::Time()));
    waitFor([&session] { return hasReplicaSets(*session.picture()); });
    out["draw everything, on a click"] = watch.lap();
    out["longest hold by a new picture"] = longestTaking;
    out["longest hold by its painting"] = longestPainting;
    out["memory with everything"] = peakMiB();
    return out;
}

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) fail("usage: desktop_scale FILE [--session | --dot OUT]");
    const bool dot = arguments.size() == 4 && arguments[2] == QStringLiteral("--dot");
    const QJsonObject out = arguments.value(2) == QStringLiteral("--session")
                                ? session(arguments[1])
                                : steps(arguments[1], dot ? arguments[3] : QString());
    std::fputs(QJsonDocument(out).toJson().constData(), stdout);
    return 0;
}
