# PowerShell completion for kubectl-scout: the program itself answers what fits (cobra's protocol).

Register-ArgumentCompleter -Native -CommandName 'kubectl-scout' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
    $program = $words[0]
    $arguments = @($words | Select-Object -Skip 1)
    # An empty last word has no element of its own; older PowerShells drop an empty argument unless it is quoted.
    if ($wordToComplete -eq '') {
        $legacy = $PSVersionTable.PSVersion -lt [version]'7.3' -or $PSNativeCommandArgumentPassing -eq 'Legacy'
        $arguments += $(if ($legacy) { '""' } else { '' })
    }
    & $program __complete @arguments 2>$null | Where-Object { $_ -notmatch '^:\d+$' } | ForEach-Object {
        $choice, $description = $_ -split "`t", 2
        if (-not $description) { $description = $choice }
        [System.Management.Automation.CompletionResult]::new($choice, $choice, 'ParameterValue', $description)
    }
}
