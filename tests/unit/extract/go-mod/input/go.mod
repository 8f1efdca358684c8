module example.org/harbour/tide

go 1.21

toolchain go1.22.1

require (
	example.org/lantern/v3 v3.1.0
	example.org/wick v0.0.0-20240102030405-4f1c2d3e4f1c // indirect
)

require example.org/rope v0.9.0+incompatible // indirect

replace example.org/rope => example.com/fork/rope v0.9.1

replace example.org/wick v0.0.0-20240102030405-4f1c2d3e4f1c => ../wick

exclude example.org/lantern/v3 v3.0.0

retract [v1.0.0, v1.0.5]
