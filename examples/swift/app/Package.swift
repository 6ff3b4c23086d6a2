// swift-tools-version: 5.9
import PackageDescription

let package = Package(
    name: "repass-swift",
    platforms: [.macOS(.v12)],
    // `cargo xtask build swift` makes it ready.
    dependencies: [.package(path: "../../../uniffi/swift")],
    targets: [
        .executableTarget(name: "repass-swift", dependencies: [.product(name: "Repass", package: "swift")])
    ]
)
