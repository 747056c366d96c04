// The palettes' numbers, computed anew: CIEDE2000 under Machado-Oliveira-Fernandes 2009 colour blindness, WCAG contrast
// (facts/status.md 3.6 and appendix B).
#include <QTest>
#include <algorithm>
#include <array>
#include <cmath>

#include "render/color.h"
#include "render/theme.h"

using namespace scout;
using render::Color;
using render::Palette;
using render::Theme;
using render::Tone;

namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

constexpr double pi = 3.14159265358979323846;

constexpr std::array<Matrix, 4> visions = {{
    {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
    {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
    {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
}};

Vector times(const Matrix& matrix, const Vector& vector) {
    Vector out{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) out[row] += matrix[row][column] * vector[column];
    }
    return out;
}

Vector linear(Color color) {
    Vector out{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double value = static_cast<double>((color >> (16 - 8 * i)) & 0xffU) / 255;
        out[i] = value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    }
    return out;
}

Vector lab(Vector rgb) {
    for (double& value : rgb) value = std::clamp(value, 0.0, 1.0);
    constexpr Matrix toXyz = {
        {{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
    constexpr Vector d65 = {0.95047, 1.0, 1.08883};
    Vector f = times(toXyz, rgb);
    for (std::size_t i = 0; i < 3; ++i) {
        const double t = f[i] / d65[i];
        f[i] = t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }
    return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

double degrees(double radians) {
    const double out = radians * 180 / pi;
    return out < 0 ? out + 360 : out;
}
double cosOf(double angle) {
    return std::cos(angle * pi / 180);
}

// Sharma, Wu, Dalal: The CIEDE2000 color-difference formula (2005).
double ciede2000(const Vector& first, const Vector& second) {
    const double chroma = (std::hypot(first[1], first[2]) + std::hypot(second[1], second[2])) / 2;
    const double seventh = std::pow(chroma, 7);
    const double g = 0.5 * (1 - std::sqrt(seventh / (seventh + std::pow(25.0, 7))));
    const double a1 = first[1] * (1 + g);
    const double a2 = second[1] * (1 + g);
    const double c1 = std::hypot(a1, first[2]);
    const double c2 = std::hypot(a2, second[2]);
    const double h1 = c1 == 0 ? 0 : degrees(std::atan2(first[2], a1));
    const double h2 = c2 == 0 ? 0 : degrees(std::atan2(second[2], a2));
    double turn = h2 - h1;
    if (c1 * c2 == 0) turn = 0;
    if (turn > 180) turn -= 360;
    if (turn < -180) turn += 360;
    double hue = h1 + h2;
    if (c1 * c2 != 0) hue = std::abs(h1 - h2) <= 180 ? hue / 2 : (hue < 360 ? (hue + 360) / 2 : (hue - 360) / 2);
    const double dl = second[0] - first[0];
    const double dc = c2 - c1;
    const double dh = 2 * std::sqrt(c1 * c2) * std::sin(turn / 2 * pi / 180);
    const double l = (first[0] + second[0]) / 2;
    const double c = (c1 + c2) / 2;
    const double t =
        1 - 0.17 * cosOf(hue - 30) + 0.24 * cosOf(2 * hue) + 0.32 * cosOf(3 * hue + 6) - 0.20 * cosOf(4 * hue - 63);
    const double sl = 1 + 0.015 * (l - 50) * (l - 50) / std::sqrt(20 + (l - 50) * (l - 50));
    const double sc = 1 + 0.045 * c;
    const double sh = 1 + 0.015 * c * t;
    const double c7 = std::pow(c, 7);
    const double rc = 2 * std::sqrt(c7 / (c7 + std::pow(25.0, 7)));
    const double rt = -rc * std::sin(60 * std::exp(-std::pow((hue - 275) / 25, 2)) * pi / 180);
    return std::sqrt(std::pow(dl / sl, 2) + std::pow(dc / sc, 2) + std::pow(dh / sh, 2) + rt * (dc / sc) * (dh / sh));
}

/// The smallest difference between two colours that are not the same, whoever looks.
double leastDifference(const Theme& theme) {
    double least = 100;
    for (const Matrix& vision : visions) {
        for (std::size_t i = 0; i < theme.tones.size(); ++i) {
            for (std::size_t j = i + 1; j < theme.tones.size(); ++j) {
                if (theme.tones[i] == theme.tones[j]) continue;
                least = std::min(least, ciede2000(lab(times(vision, linear(theme.tones[i]))),
                                                  lab(times(vision, linear(theme.tones[j])))));
            }
        }
    }
    return least;
}

double luminance(Color color) {
    const Vector rgb = linear(color);
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}
double ratio(Color first, Color second) {
    const double a = luminance(first) + 0.05;
    const double b = luminance(second) + 0.05;
    return std::max(a, b) / std::min(a, b);
}

constexpr std::array<Palette, 3> palettes = {Palette::scout, Palette::argocd, Palette::monochrome};

}  // namespace

class ThemeTest : public QObject {
    Q_OBJECT
  private slots:
    // Without this the others prove nothing: pairs from the paper's table 1 and facts/status.md.
    void theFormulaIsRight() {
        QVERIFY(std::abs(ciede2000({50, 2.6772, -79.7751}, {50, 0, -82.7485}) - 2.0425) < 0.0001);
        QVERIFY(std::abs(ciede2000({50, 2.5, 0}, {73, 25, -18}) - 27.1492) < 0.0001);
        QVERIFY(std::abs(ciede2000({2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}) - 0.9082) < 0.0001);
        QVERIFY(std::abs(leastDifference(render::theme(Palette::argocd, false)) - 6.3) < 1);
        QVERIFY(std::abs(ratio(0xff000000, 0xffffffff) - 21) < 0.01);
    }

    void tonesDifferForEveryEye_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("said");
        QTest::newRow("light") << false << 19.6;
        QTest::newRow("dark") << true << 17.6;
    }
    void tonesDifferForEveryEye() {
        QFETCH(bool, dark);
        QFETCH(double, said);
        const double least = leastDifference(render::theme(Palette::scout, dark));
        QVERIFY2(least >= 15, QByteArray::number(least));
        QVERIFY2(std::abs(least - said) < 0.15, QByteArray::number(least));
    }
    void onlyTwoPairsShareAColour() {
        for (const bool dark : {false, true}) {
            const Theme& theme = render::theme(Palette::scout, dark);
            QCOMPARE(theme.tone(Tone::missing), theme.tone(Tone::problem));
            QCOMPARE(theme.tone(Tone::leaving), theme.tone(Tone::unknown));
            auto all = theme.tones;
            std::sort(all.begin(), all.end());
            QCOMPARE(std::unique(all.begin(), all.end()) - all.begin(), 6);
        }
    }

    void shapesStandOutFromTheCard() {
        for (const Palette palette : {Palette::scout, Palette::monochrome}) {
            for (const bool dark : {false, true}) {
                const Theme& theme = render::theme(palette, dark);
                for (const Color tone : theme.tones) QVERIFY(ratio(tone, theme.card) >= 3);
                // Below claimed cards and a legend, and what desktops have as the colour of a window.
                std::vector<Color> grounds = {theme.background};
                for (const Color window : dark ? std::array{0xff31363bU, 0xff353535U, 0xff202326U}
                                               : std::array{0xffefefefU, 0xffeff0f1U, 0xffe6e6e6U})
                    grounds.push_back(window);
                for (int tone = 0; tone < render::toneCount; ++tone) {
                    QCOMPARE(theme.toneOn(theme.card, static_cast<Tone>(tone)), theme.tone(static_cast<Tone>(tone)));
                    for (const Color ground : grounds)
                        QVERIFY(ratio(theme.toneOn(ground, static_cast<Tone>(tone)), ground) >= 3);
                }
            }
        }
    }
    // Whose colours are chosen for another reason: no less than on a card.
    void otherPalettesLoseNothingBesideACard() {
        for (const bool dark : {false, true}) {
            const Theme& theme = render::theme(Palette::argocd, dark);
            for (int tone = 0; tone < render::toneCount; ++tone) {
                const Color color = theme.toneOn(theme.background, static_cast<Tone>(tone));
                QVERIFY(ratio(color, theme.background) >=
                        std::min(3.0, ratio(theme.tone(static_cast<Tone>(tone)), theme.card)) - 0.001);
            }
        }
    }
    void textsCanBeRead() {
        for (const Palette palette : palettes) {
            for (const bool dark : {false, true}) {
                const Theme& theme = render::theme(palette, dark);
                for (const Color ground : {theme.card, theme.background}) {
                    QVERIFY(ratio(theme.text, ground) >= 4.5);
                    QVERIFY2(ratio(theme.mutedText, ground) >= 4.5, theme.name.data());
                    QVERIFY(ratio(theme.accent, ground) >= 3);
                    QVERIFY2(ratio(theme.line, ground) >= 3, QByteArray::number(ratio(theme.line, ground)));
                    QVERIFY(ratio(theme.litLine, ground) >= 4.5);
                }
                for (const Color word : theme.toneTexts) QVERIFY(ratio(word, theme.card) >= 4.5);
            }
        }
    }
    void everyColourIsOpaque() {
        for (const Palette palette : palettes) {
            for (const bool dark : {false, true}) {
                const Theme& theme = render::theme(palette, dark);
                for (const Color color : {theme.background, theme.card, theme.text, theme.mutedText, theme.line,
                                          theme.litLine, theme.border, theme.accent, theme.tones[0]}) {
                    QCOMPARE(color >> 24U, 0xffU);
                }
                QCOMPARE(theme.dark, dark);
                QCOMPARE(luminance(theme.background) < 0.2, dark);
            }
        }
    }
    void namesAreOwn() {
        std::vector<std::string_view> names;
        for (const Palette palette : palettes) {
            QVERIFY(!render::name(palette).empty());
            for (const bool dark : {false, true}) names.push_back(render::theme(palette, dark).name);
        }
        std::sort(names.begin(), names.end());
        QVERIFY(std::unique(names.begin(), names.end()) == names.end());
    }

    void ofColours() {
        QCOMPARE(render::mix(0xffffffff, 0xff000000, 0.5), 0xff808080U);
        QCOMPARE(render::mix(0xff123456, 0xff000000, 1), 0xff123456U);
        QCOMPARE(QString::fromStdString(render::hex(0xff1b1e20)), QStringLiteral("#1b1e20"));
        QVERIFY(std::abs(render::contrast(0xff767676, 0xffffffff) - 4.54) < 0.01);
        QCOMPARE(render::readable(0xff000000, 0xff000000, 0xffffffff), 0xff000000U);
        QVERIFY(ratio(render::readable(0xffffff00, 0xff000000, 0xffffffff), 0xffffffff) >= 4.5);
    }
};

QTEST_GUILESS_MAIN(ThemeTest)
#include "theme_test.moc"
