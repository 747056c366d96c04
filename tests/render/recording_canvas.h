// A canvas that remembers what was painted on it and where.
#pragma once

#include <string>
#include <vector>

#include "render/canvas.h"

namespace scout::test {

class RecordingCanvas : public render::Canvas {
  public:
    struct Mark {
        enum class Kind { rect, rects, polygon, polyline, circle, route, lines, text, icon };
        Kind kind = Kind::rect;
        render::Rect box;         ///< around it, pen included
        std::string text;         ///< of a text; name of an icon
        std::string group;        ///< title of the group, "" outside
        std::size_t points = 0;   ///< of a polygon, polyline, route or lines; how many rects
        render::Color color = 0;  ///< of fill, text or icon
        render::Pen pen;
    };

    void rect(const render::Rect& rect, double radius, render::Color fill, const render::Pen& pen) override;
    void rects(const std::vector<render::Rect>& rects, render::Color fill) override;
    void polygon(const std::vector<render::Point>& points, bool closed, render::Color fill,
                 const render::Pen& pen) override;
    void circle(render::Point center, double radius, render::Color fill, const render::Pen& pen) override;
    void route(const std::vector<render::Point>& points, double cornerRadius, const render::Pen& pen) override;
    void lines(const std::vector<render::Point>& pairs, const render::Pen& pen) override;
    void text(render::Point baseline, std::string_view utf8, const render::Font& font, render::Color color,
              render::Align align) override;
    void icon(const render::Rect& square, std::string_view name, render::Color color) override;
    double textWidth(std::string_view utf8, const render::Font& font) override;
    void beginGroup(std::string_view title) override { m_group = title; }
    void endGroup() override { m_group.clear(); }

    const std::vector<Mark>& marks() const { return m_marks; }
    std::size_t count(Mark::Kind kind) const;
    std::vector<std::string> texts() const;

  private:
    void add(Mark mark);

    std::vector<Mark> m_marks;
    std::string m_group;
};

}  // namespace scout::test
