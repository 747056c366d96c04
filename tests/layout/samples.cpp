#include "samples.h"

namespace scout::layout {

std::map<std::string, Rect> Sample::places() const {
    const Layout layout = arranged();
    std::map<std::string, Rect> out;
    for (std::size_t i = 0; i < boxes.size(); ++i) out.try_emplace(boxes[i].id, layout.boxes[i]);
    return out;
}

std::size_t Dice::roll(std::size_t sides) {
    m_state = m_state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(m_state >> 33U) % sides;
}

Box card(std::string id, int column) {
    return {id, column, 224, 64, id, false};
}

Box pod(std::string id, int column) {
    return {id, column, 168, 64, id, true};
}

Sample clusterSample(std::uint64_t seed) {
    Dice dice(seed);
    Sample out;
    std::vector<std::string> appliers;
    const auto id = [&out](const char* kind) { return kind + std::to_string(out.boxes.size()); };
    // Without a cause now and then.
    const auto connect = [&](const std::vector<std::string>& causes, const std::string& effect, int percent) {
        if (!causes.empty() && dice.chance(percent))
            out.links.push_back({causes[dice.roll(causes.size())], effect, static_cast<int>(dice.roll(3))});
    };
    std::vector<std::vector<std::string>> sources(4);
    for (int column = 0; column < 4; ++column) {
        for (std::size_t i = 0; i < 1 + dice.roll(4); ++i) {
            const std::string source = id("source-");
            out.boxes.push_back(card(source, column));
            for (int left = 0; left < column; ++left) connect(sources[static_cast<std::size_t>(left)], source, 40);
            sources[static_cast<std::size_t>(column)].push_back(source);
        }
    }
    for (std::size_t i = 0; i < 2 + dice.roll(6); ++i) {
        const std::string applier = id("applier-");
        out.boxes.push_back(card(applier, 4));
        for (const auto& stage : sources) connect(stage, applier, 50);
        connect(appliers, applier, 20);
        appliers.push_back(applier);
    }
    for (std::size_t i = 0; i < 5 + dice.roll(25); ++i) {
        const std::string workload = id("workload-");
        out.boxes.push_back(card(workload, 5));
        connect(appliers, workload, 90);
        connect(appliers, workload, 15);
        connect(sources[dice.roll(4)], workload, 10);
        for (std::size_t pods = dice.roll(9); pods-- > 0;) {
            const std::string name = id("pod-");
            out.boxes.push_back(pod(name, 6));
            if (dice.chance(95)) out.links.push_back({workload, name, 0});
            connect(appliers, name, 3);
        }
    }
    return out;
}

Sample wildSample(std::uint64_t seed) {
    Dice dice(seed);
    Sample out;
    out.options.flowPerRow = static_cast<int>(dice.roll(4)) + 1;
    if (dice.chance(20)) out.options.treeGap = 0;
    const std::size_t count = dice.roll(60);
    for (std::size_t i = 0; i < count; ++i) {
        Box box;
        box.id = "box-" + std::to_string(i);
        box.column = static_cast<int>(dice.roll(8));
        if (dice.chance(20)) box.column += 3;
        box.width = static_cast<double>(dice.roll(200));
        box.height = static_cast<double>(dice.roll(150));
        if (dice.chance(5)) box.width = 0;
        if (dice.chance(5)) box.height = 0;
        box.sortKey = std::to_string(dice.roll(5));
        box.flows = dice.chance(30);
        out.boxes.push_back(std::move(box));
    }
    const auto end = [&] { return "box-" + std::to_string(dice.roll(count + 2)); };
    for (std::size_t i = 0; i < count * 2; ++i) out.links.push_back({end(), end(), static_cast<int>(dice.roll(3))});
    return out;
}

Sample shuffled(Sample sample, std::uint64_t seed) {
    Dice dice(seed);
    for (std::size_t i = sample.boxes.size(); i > 1; --i) std::swap(sample.boxes[i - 1], sample.boxes[dice.roll(i)]);
    for (std::size_t i = sample.links.size(); i > 1; --i) std::swap(sample.links[i - 1], sample.links[dice.roll(i)]);
    return sample;
}

}  // namespace scout::layout
